-- Runs a script only on data that are known to be whole, and counts what it changes. One atomic step with the script.
--
-- KEYS  the script's own, then the arena's marker: a hash of arming ("number:server") and n, the changes counted so far
-- ARGV  the script's own, then the arming that the caller serves, then the highest n that the caller has seen
--
-- Answers {n, the script's own answer ...}. Fenced, with nothing changed: {-1} there is no marker, {-2, number} it is
-- of another arming, {-3, n} it has counted less than the caller has seen. All numbers are below 2^53.

local marker = KEYS[#KEYS]
local found = redis.call('HMGET', marker, 'arming', 'n')
if not found[1] then
  return { -1 }
end
if found[1] ~= ARGV[#ARGV - 1] then
  return { -2, tonumber(string.match(found[1], '^%d+')) }
end
local n = tonumber(found[2])
if n < tonumber(ARGV[#ARGV]) then
  return { -3, n }
end

-- The script calls this once if it writes, and does not call it if it writes nothing: with the number of its changes, if that
-- is not 1, and how many of them are of a kind that is counted under its name as well.
local function changes(many, kind, ofKind)
  n = redis.call('HINCRBY', marker, 'n', many or 1)
  if ofKind and ofKind > 0 then
    redis.call('HINCRBY', marker, kind, ofKind)
  end
end

local function script()
--SCRIPT--
end

local answer = script()
table.insert(answer, 1, n)
return answer
