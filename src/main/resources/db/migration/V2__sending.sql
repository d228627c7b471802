-- Jobs of one line are done one after the other, by position. The sequence and not a clock: what a
-- chat's lock lets in first has the lower number, whichever copy of the program took it.
create sequence job_position;
alter table job add column line uuid;
alter table job add column position bigint;
alter table job alter column position set default nextval('job_position');

update job set line = waiting.conversation_id, position = waiting.position
from (
  select id, conversation_id, nextval('job_position') as position
  from (
    select job.id, message.conversation_id
    from job join message on message.id = job.subject
    where job.kind = 'send_message' and job.state <> 'done'
    order by job.created_at, job.id) as oldest) as waiting
where job.id = waiting.id;

create index job_line on job (line, position) where state = 'pending' and line is not null;

-- Since when nobody knows whether it left; and when it may leave by its instance's pace.
alter table message add column ambiguous_since timestamptz;
alter table message add column send_slot timestamptz;
create index message_unsettled on message (conversation_id)
  where whatsapp_id is null and send_started_at is not null;

-- When the next message of an instance may leave.
create table send_pace (
  instance  text primary key,
  next_slot timestamptz not null
);
