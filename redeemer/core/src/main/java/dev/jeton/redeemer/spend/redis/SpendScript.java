package dev.jeton.redeemer.spend.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jeton.redeemer.spend.Spend;
import dev.jeton.redis.FencedCall;
import dev.jeton.redis.FencedScript;
import dev.jeton.redis.RedisUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How {@code spend.lua} is asked and what it answers. */
final class SpendScript {
    private static final FencedScript SCRIPT = FencedScript.resource(SpendScript.class, "spend.lua");

    /** As the script numbers them; above them is what failed for this token alone. */
    private static final List<Spend> OUTCOMES = List.of(Spend.ACCEPTED, Spend.REPLAYED, Spend.SPENT);

    private final byte[] window;

    SpendScript(Duration retryWindow) {
        this.window = Long.toString(retryWindow.toSeconds()).getBytes(US_ASCII);
    }

    /** One run for all of {@code spends}, which are of one shard of {@code family}. */
    FencedCall call(FamilyShards family, List<SpendQueue.Spending> spends) {
        List<byte[]> buckets = new ArrayList<>(spends.size());
        List<byte[]> arguments = new ArrayList<>(2 + 2 * spends.size());
        arguments.add(family.expiry());
        arguments.add(window);
        for (SpendQueue.Spending spending : spends) {
            buckets.add(spending.bucket());
            arguments.add(spending.nullifier());
            arguments.add(spending.tag());
        }
        return FencedCall.of(SCRIPT, buckets, arguments);
    }

    /** @throws RedisUnavailable if Redis could not use this token's bucket, although it could others' */
    static Spend outcome(long number) {
        if (number >= OUTCOMES.size()) {
            throw new RedisUnavailable("Redis: a bucket that is none");
        }
        return OUTCOMES.get((int) number);
    }
}
