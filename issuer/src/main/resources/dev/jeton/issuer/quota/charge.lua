-- Charges a batch of tokens, or says why not, in one atomic step. Runs behind the fence, which gives it changes().
--
-- KEYS  1 the provider's counters in this epoch    2 the sender's
--       both carry the arena's hash tag
-- ARGV  1 tokens asked for; 0 only looks           2 the sender's limit       3 the provider's limit
--       4 the tier's limit of senders, or -1       5 the tier                 6 the batch
--       7 how often one batch may be answered      8 when the counters expire, in Unix seconds
--       9 what the provider was seen charged: it is not counted below that, although the data may know less since an
--         operator accepted a loss
--
-- Answers {outcome, tokens charged to the sender, tokens charged to the provider}. All numbers are integers below 2^53,
-- which Lua holds exactly.
local CHARGED, REPEATED, ANSWERED, SENDER_OVER, PROVIDER_OVER, SENDERS_OVER = 0, 1, 2, 3, 4, 5

local provider, sender = KEYS[1], KEYS[2]
local tokens, senderLimit, providerLimit, sendersLimit =
    tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local inTier, senders, batch = 'tier:' .. ARGV[5], 'senders:' .. ARGV[5], 'batch:' .. ARGV[6]

local function count(key, field)
  return tonumber(redis.call('HGET', key, field) or '0')
end

local senderUsed = count(sender, 'tokens')
local providerUsed = math.max(count(provider, 'tokens'), tonumber(ARGV[9]))

local function answer(outcome, charged)
  return { outcome, senderUsed + charged, providerUsed + charged }
end

if tokens == 0 then
  return answer(CHARGED, 0)
end

local answers = count(sender, batch)
if answers > 0 then
  if answers >= tonumber(ARGV[7]) then
    return answer(ANSWERED, 0)
  end
  changes()
  redis.call('HINCRBY', sender, batch, 1)
  return answer(REPEATED, 0)
end

if senderUsed + tokens > senderLimit then
  return answer(SENDER_OVER, 0)
end
if providerUsed + tokens > providerLimit then
  return answer(PROVIDER_OVER, 0)
end
local isNew = redis.call('HEXISTS', sender, inTier) == 0
if isNew and sendersLimit >= 0 and count(provider, senders) >= sendersLimit then
  return answer(SENDERS_OVER, 0)
end

-- From here on nothing is refused and nothing fails.
changes()
redis.call('HINCRBY', sender, 'tokens', tokens)
redis.call('HINCRBY', sender, batch, 1)
redis.call('HSET', provider, 'tokens', string.format('%.0f', providerUsed + tokens))
if isNew then
  redis.call('HINCRBY', sender, inTier, 1)
  redis.call('HINCRBY', provider, senders, 1)
end
redis.call('EXPIREAT', sender, ARGV[8])
redis.call('EXPIREAT', provider, ARGV[8])
return answer(CHARGED, tokens)
