-- Somebody's wish to have the derivatives of stored media made again.
create table derivation_run (
  id         uuid primary key,
  instance   text,
  state      text,
  since      timestamptz,
  total      integer     not null default 0,
  started_at timestamptz not null default now()
);
create index derivation_run_newest on derivation_run (started_at desc, id desc);

-- What was made of a stored media for people to look at and play. Never more than a by-product:
-- it goes with its attachment and says nothing of it.
create table derivative (
  attachment_id   uuid primary key references attachment on delete cascade,
  state           text        not null default 'PENDING'
    check (state in ('PENDING', 'MADE', 'NONE', 'FAILED', 'UNAVAILABLE')),
  -- why it is FAILED or UNAVAILABLE
  reason          text,
  thumbnail_key   text,
  thumbnail_type  text,
  transcoded_key  text,
  transcoded_type text,
  width           integer,
  height          integer,
  -- seconds
  duration        integer,
  -- 64 loudness values from 0 to 100, a byte each
  waveform        bytea,
  run_id          uuid references derivation_run on delete set null,
  requested_at    timestamptz not null default now(),
  settled_at      timestamptz
);
create index derivative_run on derivative (run_id) where run_id is not null;
create index derivative_state on derivative (state) where state <> 'MADE';
