-- The copy of a conversation's picture in object storage. picture_url is where it was last to be had
-- from, for hours.
alter table conversation add column picture_key text;
alter table conversation add column picture_type text;

-- How often in a row Evolution knew of no picture, and when it is asked again without a message.
alter table conversation add column profile_misses integer not null default 0;
alter table conversation add column profile_due_at timestamptz;

-- When a webhook last told of a change: what was asked for before that is not the last word.
alter table conversation add column profile_changed_at timestamptz;

create index conversation_profile_due on conversation (profile_due_at) where profile_due_at is not null;
