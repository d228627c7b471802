-- What people did in the console: who, what, with which filter, and what came of it.
create table console_action (
  id      uuid        primary key,
  at      timestamptz not null default now(),
  -- the token's id, which is no secret
  actor   text        not null,
  action  text        not null,
  -- what it was done to: an id, a name, or the filter of a list
  target  text        not null,
  -- how many it reached
  count   bigint      not null,
  outcome text        not null check (outcome in ('done', 'failed'))
);

create index console_action_newest on console_action (at desc, id desc);
