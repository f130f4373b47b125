-- Spends tokens, each at most once: the only writer of the spent ledger, and one atomic step, behind the fence. The tokens
-- have nothing to do with each other; a token that comes twice is spent twice, one after the other.
--
-- KEYS  the bucket of each token: hash of nullifier -> tag (12 bytes), then 4 bytes: seconds of the first spend * 4 + replays
-- ARGV  when buckets expire (Unix seconds), retry window (seconds), then nullifier and tag of each token
--
-- Answers the outcome of each token. All numbers are integers below 2^53, which Lua holds exactly.

local ACCEPTED, REPLAYED, SPENT, FAILED = 0, 1, 2, 3
local MAX_REPLAYS = 3
local TAG_BYTES, ENTRY_BYTES = 12, 16
local WRAP = 2 ^ 30 -- seconds are kept modulo this: 34 years

local call = redis.call
local expiry, window = ARGV[1], tonumber(ARGV[2])
local now = tonumber(call('TIME')[1])
local first = struct.pack('>I4', now % WRAP * 4)
local accepted, replayed = 0, 0

local function spend(bucket, nullifier, tag)
  -- Most tokens are fresh, and this is all they cost.
  if call('HSETNX', bucket, nullifier, tag .. first) == 1 then
    accepted = accepted + 1
    -- A new bucket has no expiry, and one that lost its own gets it back. Asking costs less than EXPIREAT NX.
    if call('EXPIRETIME', bucket) < 0 then
      call('EXPIREAT', bucket, expiry)
    end
    return ACCEPTED
  end

  local seen = call('HGET', bucket, nullifier)
  if #seen ~= ENTRY_BYTES or string.sub(seen, 1, TAG_BYTES) ~= tag then
    return SPENT
  end
  local packed = struct.unpack('>I4', seen, TAG_BYTES + 1)
  local replays = packed % 4
  -- A clock that went back gives a very long time here, and so the safe answer.
  local since_first = (now - (packed - replays) / 4) % WRAP
  if since_first > window or replays >= MAX_REPLAYS then
    return SPENT
  end
  call('HSET', bucket, nullifier, tag .. struct.pack('>I4', packed + 1))
  replayed = replayed + 1
  return REPLAYED
end

-- One that fails takes nothing from the others, and least of all the count of what they have written.
local tokens, outcomes, failed, failure = #KEYS - 1, {}, 0, nil
for i = 1, tokens do
  local ran, outcome = pcall(spend, KEYS[i], ARGV[2 * i + 1], ARGV[2 * i + 2])
  if not ran then
    failed, failure, outcome = failed + 1, outcome, FAILED
  end
  outcomes[i] = outcome
end
if accepted + replayed > 0 then
  changes(accepted + replayed, 'replays', replayed)
end
if failed == tokens then
  error(failure) -- Redis' own words: it may be full, or a replica.
end
return outcomes
