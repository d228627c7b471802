-- Of which instance a message or a media file is, so that an index holds those of one instance in
-- order: through the conversation a list had to read all of them. The database fills it in, since
-- the previous version does not know the column. Those of before follow with the next migration,
-- which need not keep readers out. Not simply named instance: the previous version joins these tables
-- with conversation, and names its column so.
alter table message add column instance_name text;
alter table attachment add column instance_name text;

create function message_instance() returns trigger language plpgsql as $$
begin
  new.instance_name := (select instance from conversation where id = new.conversation_id);
  return new;
end $$;
create trigger message_instance before insert on message
  for each row when (new.instance_name is null) execute function message_instance();

create function attachment_instance() returns trigger language plpgsql as $$
begin
  new.instance_name := (select instance_name from message where id = new.message_id);
  return new;
end $$;
create trigger attachment_instance before insert on attachment
  for each row when (new.instance_name is null) execute function attachment_instance();
