package dev.jeton.redeemer.history;

import dev.jeton.redis.RedisSettings;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Redis servers, and what can happen to them. */
interface Servers {
    /** After this the other processes have noticed that one is dead. */
    Duration MEMBER_IS_LOST = Duration.ofMillis(2_500);

    /** How the process in {@code slot} reaches them. */
    RedisSettings settings(int slot);

    /** All that can happen; {@code random} decides the details, {@code load} goes on meanwhile. */
    List<Disturbance> disturbances(Random random, Load load, Redeemers redeemers);

    /** How many servers were killed so far. */
    int kills();

    /** How often another server has become the master so far. */
    int failovers();
}
