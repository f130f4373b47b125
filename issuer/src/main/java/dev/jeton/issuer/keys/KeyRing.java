package dev.jeton.issuer.keys;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All keys that sign or will sign, as they stood in the store at one moment. Immutable. */
public final class KeyRing {
    static final KeyRing EMPTY = new KeyRing(List.of());

    private final List<EpochKey> keys;

    KeyRing(Collection<EpochKey> keys) {
        this.keys = keys.stream()
                .sorted(Comparator.comparing(key -> key.epoch().notBefore()))
                .toList();
    }

    /** The signing key: the one whose epoch it is. */
    public Optional<EpochKey> current(Instant now) {
        return keys.stream().filter(key -> key.epoch().covers(now)).findFirst();
    }

    /** The key of epoch {@code id}, if it signs now: the current one and, for {@link Epoch#OVERLAP}, the one before. */
    public Optional<EpochKey> signing(long id, Instant now) {
        return keys.stream()
                .filter(key -> key.epoch().id() == id && key.epoch().signsAt(now))
                .findFirst();
    }

    /** The epochs whose keys sign or will sign, in their order. */
    public List<Epoch> epochs() {
        return keys.stream().map(EpochKey::epoch).toList();
    }

    Optional<EpochKey> find(long id) {
        return keys.stream().filter(key -> key.epoch().id() == id).findFirst();
    }

    /** In the order of their epochs. */
    public List<EpochKey> keys() {
        return keys;
    }
}
