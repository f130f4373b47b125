package dev.jeton.redeemer.spend.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jeton.redeemer.spend.TokenFamily;
import dev.jeton.redis.Arena;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the nullifiers of one family lie.
 *
 * <p>A nullifier's bits choose its shard and its bucket. Senders choose nonces, and so could grind for nullifiers that fall
 * into one bucket; it would grow past a listpack, and that is all.
 */
final class FamilyShards {
    /** Enough of a key's id to tell keys apart. */
    private static final int KEY_ID_BYTES = 16;

    private final TokenFamily family;
    private final LedgerLayout layout;
    private final List<Shard> shards;
    private final byte[] expiry;

    /** One arena of the ledger; {@code prefix} begins the names of its buckets. */
    private record Shard(Arena arena, String prefix) {}

    FamilyShards(TokenFamily family, LedgerLayout layout) {
        this.family = family;
        this.layout = layout;
        this.shards = IntStream.range(0, layout.shards())
                .mapToObj(number -> shard(name(family) + "/" + number, layout))
                .toList();
        this.expiry = Long.toString(layout.bucketsExpire().getEpochSecond()).getBytes(US_ASCII);
    }

    TokenFamily family() {
        return family;
    }

    List<Arena> arenas() {
        return shards.stream().map(Shard::arena).toList();
    }

    /** Which of the {@link #arenas} {@code nullifier} falls into. */
    int shard(byte[] nullifier) {
        // Other bits than those that choose the bucket, or each shard would use some of its buckets only.
        int bits = ByteBuffer.wrap(nullifier).getInt(Long.BYTES);
        return Integer.remainderUnsigned(bits, shards.size());
    }

    /** The Redis key of the bucket that {@code nullifier} falls into. */
    byte[] bucket(int shard, byte[] nullifier) {
        long number = Long.remainderUnsigned(ByteBuffer.wrap(nullifier).getLong(), layout.buckets());
        return (shards.get(shard).prefix() + Long.toHexString(number)).getBytes(US_ASCII);
    }

    /** When buckets expire, as Redis wants it. */
    byte[] expiry() {
        return expiry;
    }

    static String name(TokenFamily family) {
        return "spent/" + family.generation() + "/"
                + family.key().value().slice(0, KEY_ID_BYTES).toHex();
    }

    /** In braces the part that Redis Cluster places keys by. */
    private static Shard shard(String name, LedgerLayout layout) {
        String prefix = "{" + name + "}";
        return new Shard(new Arena(name, prefix + "fence", layout.ends()), prefix);
    }
}
