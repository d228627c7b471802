-- KEYS: ring, list of jobs that are nobody's. ARGV: most, most of each instance, prefix of all keys,
-- then pairs of instance and most. Answer: 1 if an instance was passed over that has more, then jobs.
local ring, nobodys, prefix = KEYS[1], KEYS[2], ARGV[3]
local left, each = tonumber(ARGV[1]), tonumber(ARGV[2])
local limits = {}
for i = 4, #ARGV, 2 do
  limits[ARGV[i]] = tonumber(ARGV[i + 1])
end

local function last()
  return tonumber(redis.call('ZREVRANGE', ring, 0, 0, 'WITHSCORES')[2]) or 0
end

-- An earlier version pushes there and knows no ring.
if redis.call('EXISTS', nobodys) == 1 and not redis.call('ZSCORE', ring, '') then
  redis.call('ZADD', ring, last() + 1, '')
end

local answer = {'0'}
local instances = redis.call('ZRANGE', ring, 0, -1)
local turn = last()
local found = true
while left > 0 and found do
  found = false
  for _, instance in ipairs(instances) do
    if left == 0 then
      break
    end
    local most = instance == '' and left or limits[instance] or each
    if most > 0 then
      local list = instance == '' and nobodys or prefix .. 'jobs:' .. instance
      local job = redis.call('RPOP', list)
      if job then
        answer[#answer + 1] = job
        left = left - 1
        limits[instance] = most - 1
        found = true
        turn = turn + 1
        redis.call('ZADD', ring, turn, instance)
      else
        redis.call('ZREM', ring, instance)
        limits[instance] = 0
      end
    end
  end
end

for _, instance in ipairs(instances) do
  if instance ~= '' and (limits[instance] or each) <= 0
      and redis.call('EXISTS', prefix .. 'jobs:' .. instance) == 1 then
    answer[1] = '1'
    break
  end
end
return answer
