-- Answers { how many tokens one shard has accepted }: an upper bound where an operator has accepted a loss.
--
-- KEYS[1]  the shard's marker

local counted = redis.call('HMGET', KEYS[1], 'n', 'replays')
return { tonumber(counted[1] or '0') - tonumber(counted[2] or '0') }
