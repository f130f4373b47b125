package dev.jeton.issuer.keys;

import io.smallrye.mutiny.Uni;

/**
 * What has to be ready elsewhere before a key may be used at once. Asked for keys whose epoch has begun, or begins within a
 * minute, before any replica can know them: at the first start, after a long stop, after a retirement. Keys of later
 * epochs are stored without it.
 */
public interface FirstUse {
    /**
     * Completes as soon as {@code key} may be used. Where it fails, or takes longer than some seconds, the key is thrown
     * away, and another one is tried soon.
     */
    Uni<Void> prepare(EpochKey key);

    /** {@code key} was thrown away although it may have been prepared: another replica was faster. Never fails. */
    Uni<Void> discard(EpochKey key);
}
