-- How far stored media have been read back; one row for all copies of the program. The scrub goes
-- round by attachment_newest, so what was checked longest ago comes next without an index of its own.
create table scrub (
  single       boolean primary key default true check (single),
  -- the media that was read last
  position_at  timestamptz not null default '-infinity',
  position_id  uuid        not null default '00000000-0000-0000-0000-000000000000',
  round_at     timestamptz not null default now(),
  last_at      timestamptz,
  -- at first not in the middle of an update of the program
  next_at      timestamptz not null default now() + interval '1 hour',
  -- of the next media: how often it could not be read, and who reads it
  failures     integer     not null default 0,
  lease        uuid,
  leased_until timestamptz,
  -- how many media were stored, and when that was counted
  media        bigint      not null default 0,
  counted_at   timestamptz
);
insert into scrub default values;

-- When its bytes in object storage were last compared with its SHA-256.
alter table attachment add column checked_at timestamptz;

-- What the scrub found in place of the media, until that is stored anew.
alter table attachment add column damage text check (damage in ('ALTERED', 'MISSING'));
alter table attachment add column damaged_at timestamptz;
