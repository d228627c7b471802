-- KEYS: ring, list of jobs that are nobody's. ARGV: prefix of all keys.
-- What is of another type is nothing that waits.
local function length(key)
  return redis.call('TYPE', key).ok == 'list' and redis.call('LLEN', key) or 0
end

local depth = length(KEYS[2])
if redis.call('TYPE', KEYS[1]).ok ~= 'zset' then
  return depth
end
for _, instance in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  if instance ~= '' then
    depth = depth + length(ARGV[1] .. 'jobs:' .. instance)
  end
end
return depth
