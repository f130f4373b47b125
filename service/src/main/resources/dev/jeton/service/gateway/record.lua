-- Records an encapsulated request, unless it has come before, in one atomic step.
--
-- KEYS  1 the request, by the hash of its encapsulated key
-- ARGV  1 how long it is remembered, in milliseconds: longer than its date lets it through
--
-- Answers {1} for the first and {0} for any other.
if redis.call('SET', KEYS[1], '', 'NX', 'PX', ARGV[1]) then
  return { 1 }
end
return { 0 }
