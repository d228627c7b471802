-- KEYS: ring, list of jobs that are nobody's. ARGV: prefix of all keys.
local depth = redis.call('LLEN', KEYS[2])
for _, instance in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  if instance ~= '' then
    depth = depth + redis.call('LLEN', ARGV[1] .. 'jobs:' .. instance)
  end
end
return depth
