-- The votes of a poll are counted with each of them.
create index message_vote on message (conversation_id, quoted_id) where kind = 'vote';
