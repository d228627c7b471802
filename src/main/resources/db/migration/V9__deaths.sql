-- The copies that died while they had the job in hand, one after the other; null while there is none.
alter table job add column deaths uuid[];
