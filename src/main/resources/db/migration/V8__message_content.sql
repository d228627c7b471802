-- What a message says beside its text, as the API shows it: contacts, a place, a poll, buttons, …
alter table message add column content jsonb;

-- A message has as many media as it shows: a carousel has one a card.
alter table attachment
  add column position integer not null default 0,
  -- the HKDF info of the media key where the kind does not tell it
  add column key_info text;

-- kept since 0.1: nothing earlier was released, and it writes one media a message
alter table attachment add constraint attachment_place unique (message_id, position);
alter table attachment drop constraint attachment_message_id_key;
