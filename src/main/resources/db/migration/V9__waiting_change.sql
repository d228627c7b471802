-- Edits and deletions that can't be decided on yet: the message has not come, or nobody knows who is
-- an admin of the group. early_update has only statuses from now on; what the previous version
-- writes there is merged as before.
create table waiting_change (
  id          uuid primary key,
  -- The event that brought it, to be parked if it turns out not to be allowed.
  event       uuid,
  instance    text        not null,
  chat        text        not null,
  whatsapp_id text        not null,
  deletes     boolean     not null,
  text        text,
  changed_at  timestamptz not null,
  -- Who makes the change, as far as the webhook tells.
  source      text        not null check (source in ('SENDER', 'CONTENT', 'API')),
  from_me     boolean     not null,
  actor       text,
  actor_alt   text,
  self        text,
  received_at timestamptz not null default now()
);
create index waiting_change_message on waiting_change (instance, whatsapp_id);
