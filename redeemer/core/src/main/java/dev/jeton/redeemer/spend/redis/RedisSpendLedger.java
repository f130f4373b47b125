package dev.jeton.redeemer.spend.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jeton.crypto.query.QueryTag;
import dev.jeton.crypto.token.Nullifier;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.redeemer.spend.Spend;
import dev.jeton.redeemer.spend.SpendLedger;
import dev.jeton.redis.LuaScript;
import dev.jeton.redis.RedisScripts;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ledger in hashes of nullifiers, one family of them per token key.
 *
 * <p>A nullifier's bucket is chosen by its first bits. Senders choose nonces, and so could grind for nullifiers that
 * fall into one bucket; it would grow past a listpack, and that is all. Which bucket that is depends on how many there
 * are, and so the first spend of an epoch writes the number down: redeemers with another plan, or the same one after
 * its plan was changed, follow it. Fails with {@link dev.jeton.redis.RedisUnavailable}.
 */
public final class RedisSpendLedger implements SpendLedger {
    private static final LuaScript SPEND = LuaScript.resource(RedisSpendLedger.class, "spend.lua");

    /** The outcomes that {@code spend.lua} numbers from 0 on; the one after them is not for callers. */
    private static final List<Spend> OUTCOMES = List.of(Spend.ACCEPTED, Spend.REPLAYED, Spend.SPENT, Spend.CLOSED);

    private static final int OTHER_LAYOUT = OUTCOMES.size();

    private final RedisScripts redis;
    private final LedgerSettings settings;
    private final byte[] window;

    /** Layouts that differ from our plan: as many as there are keys in use when a plan changes. */
    private final Map<TokenKeyId, Long> foundLayouts = new ConcurrentHashMap<>();

    public RedisSpendLedger(RedisScripts redis, LedgerSettings settings) {
        this.redis = redis;
        this.settings = settings;
        this.window = decimal(settings.retryWindow().toSeconds());
    }

    @Override
    public Uni<Spend> spend(TokenKeyId key, Instant notAfter, Nullifier nullifier, QueryTag tag) {
        Instant memoryEnds = notAfter.plus(settings.memoryMargin());
        return Uni.createFrom()
                .deferred(() -> run(key, memoryEnds, nullifier, tag))
                .chain(answer -> {
                    if (answer.get(0) != OTHER_LAYOUT) {
                        return Uni.createFrom().item(answer);
                    }
                    // Nothing was recorded, so this is no second attempt: it is the first in the right bucket.
                    foundLayouts.put(key, answer.get(1));
                    return run(key, memoryEnds, nullifier, tag);
                })
                .map(answer -> OUTCOMES.get(Math.toIntExact(answer.get(0))));
    }

    private Uni<List<Long>> run(TokenKeyId key, Instant memoryEnds, Nullifier nullifier, QueryTag tag) {
        long buckets = foundLayouts.getOrDefault(key, settings.buckets());
        String epoch = epochName(key);
        return redis.run(
                SPEND,
                List.of(ascii(epoch), ascii(epoch + ":" + Long.toHexString(bucket(nullifier, buckets)))),
                List.of(
                        nullifier.value().toArray(),
                        tag.value().toArray(),
                        decimal(buckets),
                        decimal(memoryEnds.getEpochSecond()),
                        window));
    }

    /** In braces the part that Redis Cluster places keys by. 128 bits of the key's id are enough to tell keys apart. */
    private static String epochName(TokenKeyId key) {
        return "spent:{" + key.value().slice(0, 16).toBase64Url() + "}";
    }

    private static long bucket(Nullifier nullifier, long buckets) {
        long start = ByteBuffer.wrap(nullifier.value().toArray()).getLong();
        return Long.remainderUnsigned(start, buckets);
    }

    private static byte[] decimal(long number) {
        return ascii(Long.toString(number));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
