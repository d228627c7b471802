-- The copies that died while they had the job in hand, one after the other, and the longest time for
-- which they had it then; null while there is none.
alter table job add column deaths uuid[], add column deadly_after interval;

create index job_suspect on job (id) where deaths is not null and state = 'pending';
