-- KEYS: list of the instance, ring, bell. ARGV: job, instance, LPUSH or RPUSH.
-- What somebody else put in the place of a key goes: it would stop the lane.
for key, type in pairs({[KEYS[1]] = 'list', [KEYS[2]] = 'zset', [KEYS[3]] = 'list'}) do
  local is = redis.pcall('TYPE', key).ok
  if is and is ~= type and is ~= 'none' then
    redis.call('DEL', key)
  end
end
if not redis.call('ZSCORE', KEYS[2], ARGV[2]) then
  local last = redis.call('ZREVRANGE', KEYS[2], 0, 0, 'WITHSCORES')
  redis.call('ZADD', KEYS[2], (tonumber(last[2]) or 0) + 1, ARGV[2])
end
redis.call(ARGV[3], KEYS[1], ARGV[1])
-- One reader wakes for each token; more than a few tokens tell nothing more.
redis.call('LPUSH', KEYS[3], '1')
redis.call('LTRIM', KEYS[3], 0, 15)
return 1
