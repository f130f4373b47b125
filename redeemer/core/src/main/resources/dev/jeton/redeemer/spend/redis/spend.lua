-- Spends one token at most once: the only writer of the spent ledger, and one atomic step, behind the fence.
--
-- KEYS[1]  bucket: hash of nullifier -> tag (12 bytes), then 4 bytes: seconds of the first spend * 4 + replays
-- ARGV     nullifier, tag, when the bucket expires (Unix seconds), retry window (seconds)
--
-- Answers { outcome }. All numbers are integers below 2^53, which Lua holds exactly.

local ACCEPTED, REPLAYED, SPENT = 0, 1, 2
local MAX_REPLAYS = 3
local TAG_BYTES = 12
local WRAP = 2 ^ 30 -- seconds are kept modulo this: 34 years

local bucket, nullifier, tag = KEYS[1], ARGV[1], ARGV[2]
local now = tonumber(redis.call('TIME')[1])

-- Most tokens are fresh, and this is all they cost.
if redis.call('HSETNX', bucket, nullifier, tag .. struct.pack('>I4', now % WRAP * 4)) == 1 then
  changes()
  -- A new bucket has no expiry, and one that lost its own gets it back. Asking costs less than EXPIREAT NX.
  if redis.call('EXPIRETIME', bucket) < 0 then
    redis.call('EXPIREAT', bucket, ARGV[3])
  end
  return { ACCEPTED }
end

local seen = redis.call('HGET', bucket, nullifier)
local packed = struct.unpack('>I4', seen, TAG_BYTES + 1)
local replays = packed % 4
-- A clock that went back gives a very long time here, and so the safe answer.
local since_first = (now - (packed - replays) / 4) % WRAP
if string.sub(seen, 1, TAG_BYTES) ~= tag or since_first > tonumber(ARGV[4]) or replays >= MAX_REPLAYS then
  return { SPENT }
end
changes('replays')
redis.call('HSET', bucket, nullifier, tag .. struct.pack('>I4', packed + 1))
return { REPLAYED }
