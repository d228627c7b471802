-- One running copy of the program. A job claimed by a copy that was not seen for a while is free again.
create table hub (
  id         uuid primary key,
  started_at timestamptz not null default now(),
  seen_at    timestamptz not null default now()
);

-- One webhook body as received. Inline base64 is taken out first and lies in object storage.
-- Bytes, not json: a body that is no JSON at all is kept as well.
create table event (
  id          uuid primary key,
  fingerprint bytea       not null unique,
  name        text,
  instance    text,
  state       text        not null check (state in ('accepted', 'parked')),
  reason      text,
  -- whether inline base64 was taken out: not so in a body that could not be read
  opened      boolean     not null,
  raw         bytea       not null,
  received_at timestamptz not null default now()
);

create index event_received on event (instance, received_at);

-- The two names of one person: the phone number's JID and the LID that hides it.
create table identity (
  instance   text        not null,
  lid        text        not null,
  phone      text        not null,
  learned_at timestamptz not null default now(),
  primary key (instance, lid)
);
create index identity_phone on identity (instance, phone);

-- One chat of one instance: a person or a group. chat is the phone's JID as soon as it is known.
create table conversation (
  id                 uuid primary key,
  instance           text        not null,
  chat               text        not null,
  is_group           boolean     not null,
  name               text,
  description        text,
  picture_url        text,
  participants       jsonb       not null default '[]',
  profile_checked_at timestamptz,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now(),
  unique (instance, chat)
);

create index conversation_newest on conversation (updated_at desc, id desc);

create table message (
  id              uuid primary key,
  conversation_id uuid        not null references conversation,
  whatsapp_id     text,
  direction       text        not null check (direction in ('IN', 'OUT')),
  kind            text        not null,
  text            text,
  status          text        not null check (status in ('PENDING', 'FAILED', 'SENT', 'DELIVERED', 'READ', 'PLAYED')),
  sender          text,
  push_name       text,
  quoted_id       text,
  album_id        text,
  sent_at         timestamptz not null,
  edited_at       timestamptz,
  deleted_at      timestamptz,
  request         jsonb,
  idempotency_key text,
  fingerprint     text,
  send_started_at timestamptz,
  last_error      text,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  -- WhatsApp's id is unique within one chat only; the same id in another chat is another message.
  unique (conversation_id, whatsapp_id)
);
create index message_newest on message (sent_at desc, id desc);
create index message_chat on message (conversation_id, sent_at desc, id desc);
create index message_whatsapp_id on message (whatsapp_id);
create unique index message_idempotency_key on message (idempotency_key) where idempotency_key is not null;

-- Updates of a message that has not come yet (webhooks are not in order): merged when it does.
create table early_update (
  instance    text        not null,
  chat        text        not null,
  whatsapp_id text        not null,
  status      text,
  text        text,
  edited_at   timestamptz,
  deleted_at  timestamptz,
  received_at timestamptz not null default now(),
  primary key (instance, chat, whatsapp_id)
);

create table attachment (
  id                uuid primary key,
  message_id        uuid        not null unique references message,
  kind              text        not null check (kind in ('image', 'video', 'audio', 'document', 'sticker')),
  status            text        not null check (status in ('PENDING', 'STORED', 'PARKED')),
  mime_type         text,
  file_name         text,
  size              bigint,
  sha256            text,
  width             integer,
  height            integer,
  duration          integer,
  -- what the ladder needs, kept after parking so that a replay can start anew
  inline_key        text,
  media_url         text,
  url               text,
  direct_path       text,
  media_key         bytea,
  file_sha256       bytea,
  file_enc_sha256   bytea,
  file_length       bigint,
  evolution_message text,
  dead_rungs        text        not null default '',
  expires_at        timestamptz,
  -- what came of it
  source            text,
  object_key        text,
  stored_at         timestamptz,
  last_error        text,
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now()
);
create index attachment_newest on attachment (created_at desc, id desc);
create index attachment_open on attachment (status) where status <> 'STORED';

-- The ledger: outbox, retry schedule, crash recovery and dead letters in one.
create table job (
  id              uuid primary key,
  kind            text        not null,
  subject         uuid        not null,
  state           text        not null default 'pending' check (state in ('pending', 'done', 'parked')),
  attempts        integer     not null default 0,
  requeues        integer     not null default 0,
  next_attempt_at timestamptz not null,
  expires_at      timestamptz,
  claimed_by      uuid,
  last_error      text,
  queued_at       timestamptz,
  started_at      timestamptz,
  done_at         timestamptz,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now()
);
-- One open job of a kind for one subject: what asks twice is answered once.
create unique index job_open on job (kind, subject) where state <> 'done';
create index job_due on job (next_attempt_at) where state = 'pending' and claimed_by is null;
create index job_claimed on job (claimed_by) where state = 'pending' and claimed_by is not null;
create index job_subject on job (subject, created_at desc);
create index job_newest on job (created_at desc, id desc);
create index job_recent on job (kind, done_at desc) where state = 'done';
create index job_parked on job (kind, updated_at desc) where state = 'parked';

-- What an instance last said of its connection to WhatsApp.
create table instance (
  name       text primary key,
  state      text        not null,
  reason     text,
  changed_at timestamptz not null default now()
);

-- What an instance's webhooks may have missed, asked for from Evolution page by page. One row an
-- instance: until says up to when nothing is missing once it is done.
create table reconciliation (
  id         uuid primary key,
  instance   text        not null unique,
  state      text        not null check (state in ('running', 'done', 'failed')),
  since      timestamptz not null,
  until      timestamptz not null,
  page       integer     not null default 1,
  pages      integer,
  seen       integer     not null default 0,
  missing    integer     not null default 0,
  last_error text,
  started_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
