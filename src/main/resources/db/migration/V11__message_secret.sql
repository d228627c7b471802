-- With which edits of a message, votes, answers to an event, reactions and comments are encrypted.
alter table message add column secret bytea;

-- Events that are parked until the message comes, or its secret, of which they speak.
create table awaited_message (
  instance    text not null,
  whatsapp_id text not null,
  event       uuid not null,
  primary key (instance, whatsapp_id, event)
);
create index awaited_message_id on awaited_message (whatsapp_id);
