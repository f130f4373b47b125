-- Charges one document to a CSIP and to the key that signed it, or says for how long not to, in one atomic step.
--
-- KEYS  1 how many documents of this CSIP the window has seen
--       2 the documents of the key: how often each was let through; none for a document that the CSIP itself signed
-- ARGV  1 length of a window in milliseconds; it begins with the first document
--       2 the CSIP's limit
--       3 the key's limit    4 the document    5 how often one document is let through     (with the second key)
--
-- Answers {outcome, milliseconds until the window ends}. What is refused is not charged.
local ADMITTED, CSIP_OVER, KEY_OVER, DOCUMENT_OVER = 0, 1, 2, 3

local csip, key = KEYS[1], KEYS[2]

local function refused(outcome, counter)
  return { outcome, redis.call('PTTL', counter) }
end

if key then
  local before = tonumber(redis.call('HGET', key, ARGV[4]) or '0')
  if before >= tonumber(ARGV[5]) then
    return refused(DOCUMENT_OVER, key)
  end
  if before > 0 then
    redis.call('HINCRBY', key, ARGV[4], 1)
    return { ADMITTED, 0 }
  end
  if redis.call('HLEN', key) >= tonumber(ARGV[3]) then
    return refused(KEY_OVER, key)
  end
end
if tonumber(redis.call('GET', csip) or '0') >= tonumber(ARGV[2]) then
  return refused(CSIP_OVER, csip)
end

-- From here on nothing is refused and nothing fails.
if redis.call('INCR', csip) == 1 then
  redis.call('PEXPIRE', csip, ARGV[1])
end
if key then
  redis.call('HINCRBY', key, ARGV[4], 1)
  if redis.call('HLEN', key) == 1 then
    redis.call('PEXPIRE', key, ARGV[1])
  end
end
return { ADMITTED, 0 }
