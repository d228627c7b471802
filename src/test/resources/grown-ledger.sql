-- Fills a migrated database: as many messages as the setting grown.messages says, a fifth as many
-- media, twice as many jobs that are done, a twentieth that are parked and as many that wait, of 20
-- instances. What is rare lies among the oldest, where a list that reads from the newest on finds it
-- last. One more instance, grown-quiet, has said nothing for long.

create function pg_temp.most() returns int language sql stable as
  $$ select current_setting('grown.messages')::int $$;
create function pg_temp.id(part text, n int) returns uuid language sql immutable as
  $$ select md5(part || n)::uuid $$;
create function pg_temp.age(n int) returns timestamptz language sql stable as
  $$ select now() - interval '1 hour' - (pg_temp.most() - n) * interval '1 second' $$;

insert into conversation (id, instance, chat, is_group, name, created_at, updated_at)
select pg_temp.id('c', n),
  case when n % 1000 = 0 then 'grown-quiet' else 'grown-' || n % 20 end,
  '1555' || lpad(n::text, 7, '0') || '@s.whatsapp.net', false, 'Somebody ' || n,
  pg_temp.age(n), pg_temp.age(pg_temp.most() - n)
from generate_series(1, pg_temp.most() / 5) as n;

insert into identity (instance, lid, phone)
select instance, '9' || substr(chat, 5, 7) || '@lid', chat from conversation;

insert into message (id, conversation_id, whatsapp_id, direction, kind, text, status, sent_at,
  created_at, updated_at)
select pg_temp.id('m', n), pg_temp.id('c', 1 + n % (pg_temp.most() / 5)),
  upper(md5('w' || n)), case n % 3 when 0 then 'OUT' else 'IN' end, 'text', 'Message ' || n,
  case when n < pg_temp.most() / 100 then
      (array['FAILED', 'PLAYED', 'PENDING', 'SENT'])[1 + n % 4]
    when n % 3 = 0 then 'READ' else 'DELIVERED' end,
  pg_temp.age(n), pg_temp.age(n), pg_temp.age(n)
from generate_series(1, pg_temp.most()) as n;

insert into attachment (id, message_id, kind, status, mime_type, size, sha256, source, object_key,
  stored_at, created_at)
select pg_temp.id('a', n), pg_temp.id('m', n), 'image',
  case when n < pg_temp.most() / 20 then (array['PARKED', 'PENDING'])[1 + n % 2]
    else 'STORED' end,
  'image/jpeg', 50000, md5('a' || n), 'url', 'media/' || n, pg_temp.age(n), pg_temp.age(n)
from generate_series(5, pg_temp.most(), 5) as n;

insert into derivative (attachment_id, state, thumbnail_key, thumbnail_type, settled_at)
select id, 'MADE', 'thumbnail/' || id, 'image/webp', now() from attachment where status = 'STORED';

insert into event (id, fingerprint, name, instance, state, opened, raw, received_at)
select pg_temp.id('e', n), sha256(('e' || n)::bytea), 'messages.upsert', 'grown-' || n % 20,
  'accepted', true, convert_to(repeat('{"event":"messages.upsert"}', 20), 'UTF8'), pg_temp.age(n)
from generate_series(1, pg_temp.most()) as n;

insert into job (id, kind, subject, state, attempts, next_attempt_at, queued_at, started_at, done_at,
  created_at, updated_at)
select pg_temp.id('d', n),
  (array['process_incoming_media', 'derive_media', 'send_message', 'fetch_profile_pic'])[1 + n % 4],
  pg_temp.id(case when n % 4 < 2 then 'a' else 'm' end, n / 2), 'done', 1, pg_temp.age(n / 2),
  pg_temp.age(n / 2), pg_temp.age(n / 2), pg_temp.age(n / 2), pg_temp.age(n / 2),
  pg_temp.age(n / 2)
from generate_series(1, 2 * pg_temp.most()) as n;

insert into job (id, kind, subject, state, attempts, next_attempt_at, last_error, created_at,
  updated_at)
select pg_temp.id('p', n), 'process_incoming_media', pg_temp.id('a', 5 * n), 'parked', 12,
  pg_temp.age(n), 'HTTP 410', pg_temp.age(n), pg_temp.age(n)
from generate_series(1, pg_temp.most() / 20) as n;

-- Half of them stand in the lines of 500 chats and have been due for long, but for the first ones.
insert into job (id, kind, subject, state, next_attempt_at, expires_at, line, queued_at, created_at,
  updated_at)
select pg_temp.id('o', n), case n % 2 when 0 then 'send_message' else 'derive_media' end,
  pg_temp.id('x', n), 'pending',
  case when n % 2 = 1 or n <= 1000 then now() + interval '30 days'
    else now() - interval '1 minute' end,
  now() + interval '60 days' + n * interval '1 second',
  case n % 2 when 0 then pg_temp.id('c', 1 + n / 2 % 500) end, now(),
  now() - interval '1 minute', now()
from generate_series(1, pg_temp.most() / 20) as n;
