package dev.jeton.lookup.atrest;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The secrets of the store. They show nothing until a CSI is at hand. Safe for concurrent use. */
final class AtRestKeys {
    private final SealingKey inner;
    private final SortedMap<Short, OuterKeys> outer = new TreeMap<>();
    private final OuterKeys current;

    /**
     * @param outer all pairs whose rows are found
     * @param currentId of the one that rows are written with
     * @throws IllegalArgumentException if that is none of them, or two of them name rows alike
     */
    AtRestKeys(SealingKey inner, Collection<OuterKeys> outer, int currentId) {
        this.inner = inner;
        Bytes anything = Bytes.of(new byte[SealingKey.KEY_BYTES]);
        if (outer.stream().map(pair -> pair.rowKey(anything)).distinct().count() < outer.size()) {
            throw new IllegalArgumentException("jeton.lookup.at-rest.outer-keys: two have the same hash key");
        }
        outer.forEach(pair -> this.outer.put(pair.id(), pair));
        this.current = outer.stream()
                .filter(pair -> pair.id() == currentId)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "jeton.lookup.at-rest.current-outer-key: there are no outer-keys." + currentId));
    }

    CsiKeys of(Csi csi) {
        return of(Bytes.ofUtf8(csi.uri()));
    }

    CsiKeys of(Bytes csi) {
        return new CsiKeys(inner, this, csi);
    }

    /** The pair that rows are written with. */
    OuterKeys current() {
        return current;
    }

    /** All pairs, in the order of their numbers. */
    List<OuterKeys> all() {
        return List.copyOf(outer.values());
    }

    /** All but the current one. */
    List<OuterKeys> former() {
        return outer.values().stream().filter(pair -> pair != current).toList();
    }

    /**
     * What is inside of the outer layer of {@code row}.
     *
     * @throws IllegalStateException if it was made with other secrets, or was changed or moved
     */
    Wrapped unwrap(SealedRow row) {
        OuterKeys pair = outer.get(row.outerKeyId());
        if (pair == null) {
            throw new IllegalStateException(
                    "a stored mapping does not open: there are no outer-keys." + row.outerKeyId());
        }
        return pair.open(Bytes.of(row.rowKey()), Bytes.of(row.ownerKey()), Bytes.of(row.document()));
    }

    /** The inner name of the identifier's floor, beside those of its owners: known without the CSI. */
    Bytes innerFloor(Bytes innerRow) {
        return inner.mac("floor", innerRow);
    }

    /** What writers of an identifier lock, under whatever outer keys they write; it tells nothing about row keys. */
    long lock(Bytes innerRow) {
        return ByteBuffer.wrap(inner.mac("lock", innerRow).toArray()).getLong();
    }

    /** HMAC of {@code what} under {@code k1}, which is never rotated, for {@code purpose} alone. */
    Bytes innerName(String purpose, Bytes what) {
        return inner.mac(purpose, what);
    }

    /**
     * Seals the removals that wait. From {@code k1}, so that they outlive a rotation of the outer keys, although a CSI stands
     * in them: who has {@code k1} and the database reads those.
     */
    SealingKey heldRemovals() {
        return inner.derive("held removals", Bytes.EMPTY);
    }

    @Override
    public String toString() {
        return "AtRestKeys[" + outer.keySet() + ", current " + current.id() + "]";
    }
}
