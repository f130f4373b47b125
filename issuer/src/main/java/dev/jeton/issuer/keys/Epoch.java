package dev.jeton.issuer.keys;

import java.time.Duration;
import java.time.Instant;

/**
 * The life of one key, in whole seconds.
 *
 * @param notBefore when the key begins to sign; its Unix time is the epoch's {@link #id}
 * @param end when the next epoch begins: the key leaves the directory, and signs for {@link #OVERLAP} longer
 * @param notAfter from when on no token of the key is accepted
 */
public record Epoch(Instant notBefore, Instant end, Instant notAfter) {
    /** For batches that were made just before the epoch ended, and for clocks that are late. */
    public static final Duration OVERLAP = Duration.ofMinutes(5);

    /** How much two replicas' clocks, or a client's and the issuer's, may differ without anybody's noticing. */
    public static final Duration SKEW = Duration.ofMinutes(1);

    /** Refuses an epoch that is empty, or whose last tokens would be void when they are made. */
    public Epoch {
        if (!notBefore.isBefore(end) || notAfter.isBefore(end.plus(OVERLAP))) {
            throw new IllegalArgumentException("an epoch is " + notBefore + " < " + end + " <= " + notAfter + " - "
                    + OVERLAP + ": that does not hold");
        }
    }

    static Epoch ofSeconds(long notBefore, long end, long notAfter) {
        return new Epoch(Instant.ofEpochSecond(notBefore), Instant.ofEpochSecond(end), Instant.ofEpochSecond(notAfter));
    }

    /** How attestations name the epoch. */
    public long id() {
        return notBefore.getEpochSecond();
    }

    /** When the key signs for the first time: to a replica whose clock is ahead, the epoch has begun by then. */
    public Instant signsFrom() {
        return notBefore.minus(SKEW);
    }

    /** When the key has signed for the last time, and the private half may be destroyed. */
    public Instant signsUntil() {
        return end.plus(OVERLAP);
    }

    /**
     * This epoch, ended at {@code now} if that is before its end; and not before it has begun: its start stays its own, so
     * that no other epoch gets its name.
     */
    Epoch endedAt(Instant now) {
        long ended = Math.max(now.getEpochSecond(), id() + 1);
        return ended < end.getEpochSecond() ? new Epoch(notBefore, Instant.ofEpochSecond(ended), notAfter) : this;
    }

    /** Whether {@code now} lies between the epoch's start and its end. */
    public boolean covers(Instant now) {
        return !now.isBefore(notBefore) && now.isBefore(end);
    }

    boolean signsAt(Instant now) {
        return !now.isBefore(signsFrom()) && now.isBefore(signsUntil());
    }
}
