-- What a list or a count reads lies side by side in an index, whatever else the tables hold.

update message set instance_name = conversation.instance from conversation
where conversation.id = message.conversation_id and message.instance_name is null;
update attachment set instance_name = message.instance_name from message
where message.id = attachment.message_id and attachment.instance_name is null;

create index message_instance on message (instance_name, status, sent_at desc, id desc);
create index attachment_instance on attachment (instance_name, status, created_at desc, id desc);

-- A message moves its conversation, so that there is one index of that order and not two: the newest
-- of all are the newest of the newest of each instance.
create index conversation_instance on conversation (instance, updated_at desc, id desc);
drop index conversation_newest;

create index job_list on job (kind, state, created_at desc, id desc);
drop index job_newest;
drop index job_parked;
create index job_parked on job (updated_at desc, id desc) where state = 'parked';
create index job_parked_kind on job (kind, updated_at desc, id desc) where state = 'parked';

create index job_expiring on job (kind, expires_at)
  where state = 'pending' and expires_at is not null;

-- A job that is done leaves the indexes of the open ones only when the table is cleaned, which by
-- default waits for a fifth of it.
alter table job set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- How many jobs of a kind are in a state: the sum of the changes, which are added up now and then.
-- Rows are only added, so that nobody waits for anybody. The database writes them, whichever version
-- or person changes a job.
create table job_tally (
  kind   text   not null,
  state  text   not null,
  change bigint not null
);
alter table job_tally set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

create function job_tally() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into job_tally select kind, state, count(*) from written group by kind, state;
  elsif tg_op = 'UPDATE' then
    insert into job_tally values (old.kind, old.state, -1), (new.kind, new.state, 1);
  elsif tg_op = 'DELETE' then
    insert into job_tally select kind, state, -count(*) from removed group by kind, state;
  else
    delete from job_tally;
  end if;
  return null;
end $$;
create trigger job_tally_opened after insert on job referencing new table as written
  for each statement execute function job_tally();
create trigger job_tally_moved after update of state on job
  for each row when (old.state <> new.state) execute function job_tally();
create trigger job_tally_removed after delete on job referencing old table as removed
  for each statement execute function job_tally();
create trigger job_tally_emptied after truncate on job
  for each statement execute function job_tally();

insert into job_tally select kind, state, count(*) from job group by kind, state;
