-- The id under which a message was given to Evolution, where its version takes one; else null.
alter table message add column send_id text;

-- By what an instance is connected to WhatsApp, and which version of Evolution it was seen with.
alter table instance add column channel text;
alter table instance add column version text;

-- What a number that people spell in two ways is on WhatsApp, as Evolution told once.
create table whatsapp_number (
  instance   text        not null,
  spelling   text        not null,
  chat       text        not null,
  checked_at timestamptz not null default now(),
  primary key (instance, spelling)
);
