-- KEYS: ring, list of jobs that are nobody's. ARGV: most, most of each instance, prefix of all keys,
-- longest job, then pairs of instance and most. Answer: 1 if an instance was passed over that has
-- more, then jobs; an empty one stands for what is too long to be one.
local ring, nobodys, prefix = KEYS[1], KEYS[2], ARGV[3]
local left, each, longest = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[4])
local limits = {}
for i = 5, #ARGV, 2 do
  limits[ARGV[i]] = tonumber(ARGV[i + 1])
end

-- What somebody else put in the place of a key would stop the lane; the ledger brings back what was
-- there. A user of Redis that may not ask for the type goes without.
local function own(key, type)
  local is = redis.pcall('TYPE', key).ok
  if is and is ~= type and is ~= 'none' then
    redis.call('DEL', key)
  end
end

local function last()
  return tonumber(redis.call('ZREVRANGE', ring, 0, 0, 'WITHSCORES')[2]) or 0
end

own(ring, 'zset')
own(nobodys, 'list')

-- Turns that can't be counted on are counted anew, in their order.
if math.abs(last()) >= 2^52 then
  for turn, instance in ipairs(redis.call('ZRANGE', ring, 0, -1)) do
    redis.call('ZADD', ring, turn, instance)
  end
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
      own(list, 'list')
      local job = redis.call('RPOP', list)
      if job then
        answer[#answer + 1] = #job > longest and '' or job
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
