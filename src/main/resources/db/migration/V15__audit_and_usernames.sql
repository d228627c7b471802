-- When an event was delivered for the second time; null if it was not. Two webhooks of one instance
-- show by it.
alter table event add column repeated_at timestamptz;

-- Since when Evolution does not list an instance; null while it does, or before it was asked.
alter table instance add column gone_at timestamptz;

-- The name that a person chose on WhatsApp, who may show no phone; null if none was told.
alter table conversation add column username text;
