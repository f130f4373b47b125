-- Takes an arena's marker away, so that nobody but the operator goes on from what is left of its data.
--
-- KEYS[1]  marker
--
-- Answers {1 if there was one}. In the past, and so at once: our users may EXPIREAT, and need not be allowed to DEL.
return { redis.call('EXPIREAT', KEYS[1], 1) }
