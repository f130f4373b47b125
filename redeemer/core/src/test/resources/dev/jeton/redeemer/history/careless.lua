-- A ledger without a fence.
--
-- KEYS[1]  hash of one token: the question it was spent on, replays
-- ARGV     question, 'spend' or 'look': the same answer, and nothing is remembered
--
-- Answers { outcome }.
local ACCEPTED, REPLAYED, SPENT = 0, 1, 2

local spends = ARGV[2] == 'spend'
local seen = redis.call('HMGET', KEYS[1], 'question', 'replays')
if not seen[1] then
  if spends then
    redis.call('HSET', KEYS[1], 'question', ARGV[1], 'replays', 0)
  end
  return { ACCEPTED }
end
if seen[1] ~= ARGV[1] or tonumber(seen[2]) >= 3 then
  return { SPENT }
end
if spends then
  redis.call('HINCRBY', KEYS[1], 'replays', 1)
end
return { REPLAYED }
