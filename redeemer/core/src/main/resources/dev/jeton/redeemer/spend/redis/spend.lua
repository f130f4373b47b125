-- Spends one token at most once: the only writer of the spent ledger, and one atomic step.
--
-- KEYS[1]  epoch record: over how many buckets the nullifiers of this token key are spread
-- KEYS[2]  bucket: hash of nullifier -> tag (12 bytes), then 4 bytes: seconds of the first spend * 4 + replays
-- ARGV     nullifier, tag, number of buckets, end of the ledger's memory (Unix seconds), retry window (seconds)
--
-- Answers { outcome, number of buckets }. All numbers are integers below 2^53, which Lua holds exactly.

local ACCEPTED, REPLAYED, SPENT, CLOSED, OTHER_LAYOUT = 0, 1, 2, 3, 4
local MAX_REPLAYS = 3
local TAG_BYTES = 12
local WRAP = 2 ^ 30 -- seconds are kept modulo this: 34 years

local nullifier, tag, buckets = ARGV[1], ARGV[2], ARGV[3]
local memory_ends, window = tonumber(ARGV[4]), tonumber(ARGV[5])
local now = tonumber(redis.call('TIME')[1])

-- A new key has no expiry; one that lost its own gets it back, and one that would end too early lives on.
local function keep(key)
  if redis.call('EXPIRETIME', key) < memory_ends then
    redis.call('EXPIREAT', key, memory_ends)
    return true
  end
  return false
end

-- The clock that expires the entries is the clock that stops acceptance: there is no time between the two.
if now >= memory_ends then
  return { CLOSED, 0 }
end

-- Whoever spends first in an epoch decides its layout. A caller with another one would look into the wrong bucket.
local layout = redis.call('GET', KEYS[1])
if layout and layout ~= buckets then
  return { OTHER_LAYOUT, tonumber(layout) }
end

local seen = redis.call('HGET', KEYS[2], nullifier)
if seen then
  local packed = struct.unpack('>I4', seen, TAG_BYTES + 1)
  local replays = packed % 4
  -- A clock that went back gives a very long time here, and so the safe answer.
  local since_first = (now - (packed - replays) / 4) % WRAP
  if string.sub(seen, 1, TAG_BYTES) ~= tag or since_first > window or replays >= MAX_REPLAYS then
    return { SPENT, 0 }
  end
  redis.call('HSET', KEYS[2], nullifier, tag .. struct.pack('>I4', packed + 1))
  return { REPLAYED, 0 }
end

if not layout then
  redis.call('SET', KEYS[1], buckets, 'EXAT', memory_ends)
end
redis.call('HSET', KEYS[2], nullifier, tag .. struct.pack('>I4', now % WRAP * 4))
if keep(KEYS[2]) then
  keep(KEYS[1])
end
return { ACCEPTED, 0 }
