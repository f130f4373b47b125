-- Moves an arena's marker to a new arming, if the data that it guards are whole.
--
-- KEYS[1]  marker: a hash of arming ("number:server") and n, the changes counted so far
-- ARGV     1 number of the new arming        2 server that it is armed on          3 way, see below
--          4 number of the last arming       5 the least n it takes                6 the highest n that was ever seen
--          7 when the marker expires, in Unix seconds
--
-- The way: 'create' nothing has been armed before, so the marker is absent, or has counted nothing; 'same' the marker is of this very
-- server, which cuts off whoever serves the last arming; 'whole' the marker may come from another server, nobody serves
-- the last arming any more, and the least n is the highest that was seen, less what is tolerated; 'any' the operator takes what there is.
--
-- An arming by 'any' that the records never got is nobody's word: nothing but 'any' goes on from it.
--
-- Answers {outcome, number of the arming found or -1, n found, n now}. The counter never goes back.
local ARMED, SUPERSEDED, MISSING, OLDER, OTHER_SERVER, BEHIND = 0, 1, 2, 3, 4, 5

local new, server, way = tonumber(ARGV[1]), ARGV[2], ARGV[3]
local last, least = tonumber(ARGV[4]), tonumber(ARGV[5])
local found = redis.call('HMGET', KEYS[1], 'arming', 'n', 'way')
local number, n = -1, tonumber(found[2] or '0')
local on = ''
if found[1] then
  number, on = string.match(found[1], '^(%d+):(.*)$')
  number = tonumber(number)
end

-- Late armers come to nothing: whoever armed after them has raised the number.
if number >= new then
  return { SUPERSEDED, number, n, n }
end
-- Somebody has served it, although the records know of nobody: it is they that have forgotten.
if way == 'create' and n > 0 then
  return { BEHIND, number, n, n }
end
if way == 'same' or way == 'whole' then
  if number == -1 then
    return { MISSING, number, n, n }
  end
  if number < last then
    return { OLDER, number, n, n }
  end
  if way == 'same' and on ~= server then
    return { OTHER_SERVER, number, n, n }
  end
  if n < least or (number > last and found[3] == 'any') then
    return { BEHIND, number, n, n }
  end
end

local now = math.max(n, tonumber(ARGV[6]))
redis.call('HSET', KEYS[1], 'arming', ARGV[1] .. ':' .. server, 'n', string.format('%.0f', now), 'way', way)
redis.call('EXPIREAT', KEYS[1], ARGV[7])
return { ARMED, number, n, now }
