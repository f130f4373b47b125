-- Remembers ARGV[1] in the set KEYS[1]: answers 1 if it was not there, else 0.
if redis.call('SISMEMBER', KEYS[1], ARGV[1]) == 1 then
  return { 0 }
end
changes()
redis.call('SADD', KEYS[1], ARGV[1])
return { 1 }
