package dev.jeton.lookup.atrest;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;

/**
 * What finds and opens the rows of one identifier.
 *
 * <pre>
 *   row_key   = HMAC(k2, HMAC(k1, CSI))
 *   owner_key = HMAC(k2, HMAC(k1, CSI || 0x00 || thumbprint of the recipient's key)); of the floor, over HMAC(k1, CSI)
 *   document  = seal(KEK, uint8 version = 1 || HMAC(k1, ...) of both || seal(key from k1 and CSI, padded document))
 * </pre>
 *
 * <p>An owner key belongs to one CSI: the rows of one person's number and mail address show no common owner. Both seals
 * name both hashes as their context, so that a row that was moved or mixed does not open.
 *
 * <p>Rows are written under the current outer keys; {@link #rowKeys} finds them under the others as well.
 */
final class CsiKeys {
    private static final Bytes INNER_CONTEXT = Bytes.ofUtf8("jeton mapping inner");

    private final SealingKey inner;
    private final AtRestKeys outer;
    private final Bytes csi;
    private final Bytes innerRow;
    private final Bytes rowKey;
    private final SealingKey documentKey;

    CsiKeys(SealingKey inner, AtRestKeys outer, Bytes csi) {
        this.inner = inner;
        this.outer = outer;
        this.csi = csi;
        this.innerRow = inner.mac("csi", csi);
        this.rowKey = outer.current().rowKey(innerRow);
        // Whether it is needed or not: who has no row must not save the time.
        this.documentKey = inner.derive("mapping document", csi);
    }

    Bytes rowKey() {
        return rowKey;
    }

    /** {@link #rowKey} under each pair of outer keys. */
    List<byte[]> rowKeys() {
        return outer.all().stream().map(pair -> pair.rowKey(innerRow).toArray()).toList();
    }

    /** {@link #rowKey} under each pair of outer keys but the current one. */
    List<byte[]> formerRowKeys() {
        return outer.former().stream()
                .map(pair -> pair.rowKey(innerRow).toArray())
                .toList();
    }

    /** What to lock before rows are written. */
    long lock() {
        return outer.lock(innerRow);
    }

    /** The name of one recipient key among the rows of this CSI. */
    Bytes ownerKey(String thumbprint) {
        return outer.current().ownerKey(innerOwner(thumbprint));
    }

    /** The name of the floor of this CSI, beside those of its owners. */
    Bytes floorKey() {
        return outer.current().ownerKey(outer.innerFloor(innerRow));
    }

    /** {@code document} as it rests in the row of {@link #rowKey} and {@link #floorKey}. */
    Bytes sealFloor(Bytes document) {
        return seal(outer.innerFloor(innerRow), document);
    }

    /** {@code document} as it rests in the row of {@link #rowKey} and {@code ownerKey(thumbprint)}. */
    Bytes seal(String thumbprint, Bytes document) {
        return seal(innerOwner(thumbprint), document);
    }

    /** {@code document} as it rests in the row with this owner key, in place of what {@link #seal} put there. */
    Bytes reseal(Bytes ownerKey, Bytes sealedRow, Bytes document) {
        return seal(outer.current().open(rowKey, ownerKey, sealedRow).owner(), document);
    }

    /**
     * The document that {@link #seal} put into the row with this owner key.
     *
     * @throws IllegalStateException if the row was made with other secrets, or was changed or moved
     */
    Bytes open(Bytes ownerKey, Bytes sealedRow) {
        return unseal(outer.current().open(rowKey, ownerKey, sealedRow));
    }

    /** Likewise, under whatever outer keys the row was made. */
    Bytes open(SealedRow row) {
        return unseal(outer.unwrap(row));
    }

    private Bytes seal(Bytes innerOwner, Bytes document) {
        Bytes sealed = documentKey.seal(innerContext(innerOwner), Padding.pad(document));
        return outer.current().seal(new Wrapped(innerRow, innerOwner, sealed));
    }

    private Bytes unseal(Wrapped wrapped) {
        try {
            if (!wrapped.row().equals(innerRow)) {
                throw MalformedMessage.of("row", "belongs to another identifier");
            }
            return Padding.unpad(documentKey.open(innerContext(wrapped.owner()), wrapped.document()));
        } catch (MalformedMessage e) {
            throw OuterKeys.doesNotOpen(e);
        }
    }

    private Bytes innerOwner(String thumbprint) {
        return inner.mac("owner", Bytes.concat(csi, Bytes.of((byte) 0), Bytes.ofUtf8(thumbprint)));
    }

    private Bytes innerContext(Bytes innerOwner) {
        return Bytes.concat(INNER_CONTEXT, innerRow, innerOwner);
    }
}
