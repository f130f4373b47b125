-- Adds ARGV[1] to the counter in KEYS[1]; answers the sum and the sizes of key and second argument.
local sum = redis.call('INCRBY', KEYS[1], ARGV[1])
return {sum, string.len(KEYS[1]), string.len(ARGV[2])}
