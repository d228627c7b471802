-- The id under which a message was given to Evolution, where its version takes one; else null.
alter table message add column send_id text;

-- By what an instance is connected to WhatsApp, and which version of Evolution it was seen with.
alter table instance add column channel text;
alter table instance add column version text;
