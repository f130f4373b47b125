package dev.jeton.issuer.keys;

import dev.jeton.crypto.token.TokenKeyId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All epochs and the keys that sign or will sign, as they stood in the store at one moment. Immutable. */
public final class KeyRing {
    static final KeyRing EMPTY = new KeyRing(List.of(), List.of());

    private final List<EpochKey> keys;
    private final List<EpochSummary> epochs;

    KeyRing(Collection<EpochKey> keys, Collection<EpochSummary> epochs) {
        this.keys = keys.stream()
                .sorted(Comparator.comparing(key -> key.epoch().notBefore()))
                .toList();
        this.epochs = epochs.stream()
                .sorted(Comparator.comparing(summary -> summary.epoch().notBefore()))
                .toList();
    }

    /** The signing key: the one whose epoch it is. */
    public Optional<EpochKey> current(Instant now) {
        return keys.stream().filter(key -> key.epoch().covers(now)).findFirst();
    }

    /**
     * The key of epoch {@code id}, if it signs now: the current one; for {@link Epoch#OVERLAP} the one before; and for {@link
     * Epoch#SKEW} the next one, which another replica may take for the current one.
     */
    public Optional<EpochKey> signing(long id, Instant now) {
        return keys.stream()
                .filter(key -> key.epoch().id() == id && key.epoch().signsAt(now))
                .findFirst();
    }

    /**
     * How long the keys that are published now can do without those that are published later: until the end of the current
     * epoch, and not at all while there is none.
     */
    public Duration goodFor(Instant now) {
        return current(now)
                .map(current -> Duration.between(now, current.epoch().end()))
                .orElse(Duration.ZERO);
    }

    /** All epochs of which tokens are or will be accepted, and those that were retired, in their order. */
    public List<EpochSummary> epochs() {
        return epochs;
    }

    /** The keys whose tokens are void although their {@code not-after} lies ahead. */
    public List<TokenKeyId> retired(Instant now) {
        return epochs.stream()
                .filter(summary ->
                        summary.retired() && now.isBefore(summary.epoch().notAfter()))
                .map(EpochSummary::keyId)
                .toList();
    }

    boolean hasRetired(long id) {
        return epochs.stream()
                .anyMatch(summary -> summary.retired() && summary.epoch().id() == id);
    }

    Optional<EpochKey> find(long id) {
        return keys.stream().filter(key -> key.epoch().id() == id).findFirst();
    }

    /** In the order of their epochs. */
    public List<EpochKey> keys() {
        return keys;
    }
}
