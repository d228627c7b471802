-- KEYS: ring, list of jobs that are nobody's. ARGV: prefix of all keys.
-- What is of another type is nothing that waits.
local function is(key, type)
  return (redis.pcall('TYPE', key).ok or type) == type
end

local function length(key)
  return is(key, 'list') and redis.call('LLEN', key) or 0
end

local depth = length(KEYS[2])
if not is(KEYS[1], 'zset') then
  return depth
end
for _, instance in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  if instance ~= '' then
    depth = depth + length(ARGV[1] .. 'jobs:' .. instance)
  end
end
return depth
