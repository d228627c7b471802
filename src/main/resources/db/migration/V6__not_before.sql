-- Until when a source asked to be left alone: nothing makes the job due before.
alter table job add column not_before timestamptz;
