-- Until when the other side may still be at the call that began at send_started_at.
alter table message add column send_busy_until timestamptz;

-- Evolution said that it could not store the message: not having it, then, proves nothing.
alter table message add column send_unstored boolean not null default false;

-- When it was sent again though nobody knew whether it had left, which is done once.
alter table message add column send_resent_at timestamptz;

-- Whether a webhook said that it was sent by Evolution's API; null for those of older versions.
alter table message add column by_api boolean;

-- Whether our own account wrote the message of which so far only an update came.
alter table early_update add column from_me boolean not null default false;
