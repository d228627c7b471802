-- A job whose instance is not connected: which one, and since when. It is due when that is.
alter table job add column waits_for text;
alter table job add column waits_since timestamptz;
create index job_waits_for on job (waits_for) where state = 'pending' and waits_for is not null;
