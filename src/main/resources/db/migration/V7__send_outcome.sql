-- Until when the other side may still be at the call that began at send_started_at.
alter table message add column send_busy_until timestamptz;

-- Evolution said that it could not store the message: not having it, then, proves nothing.
alter table message add column send_unstored boolean not null default false;

-- When it was sent again though nobody knew whether it had left, which is done once.
alter table message add column send_resent_at timestamptz;
