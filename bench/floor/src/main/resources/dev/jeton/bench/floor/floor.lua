-- One field in one bucket, as a spent token takes.
return { redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2]) }
