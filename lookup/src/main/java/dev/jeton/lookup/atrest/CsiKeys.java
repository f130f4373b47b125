package dev.jeton.lookup.atrest;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/**
 * What finds and opens the rows of one identifier.
 *
 * <pre>
 *   row_key   = HMAC(k2, HMAC(k1, CSI))
 *   owner_key = HMAC(k2, HMAC(k1, CSI || 0x00 || thumbprint of the recipient's key)); of the floor, with no thumbprint
 *   document  = seal(KEK, uint8 version = 1 || HMAC(k1, ...) of both || seal(key from k1 and CSI, padded document))
 * </pre>
 *
 * <p>An owner key belongs to one CSI: the rows of one person's number and mail address show no common owner. Both seals
 * name both hashes as their context, so that a row that was moved or mixed does not open.
 */
final class CsiKeys {
    private static final int VERSION = 1;
    private static final Bytes INNER_CONTEXT = Bytes.ofUtf8("jeton mapping inner");
    private static final Bytes OUTER_CONTEXT = Bytes.ofUtf8("jeton mapping outer");

    private static final String FLOOR = "";

    private final SealingKey inner;
    private final SealingKey outer;
    private final SealingKey keyEncryption;
    private final Bytes csi;
    private final Bytes innerRow;
    private final Bytes rowKey;

    CsiKeys(SealingKey inner, SealingKey outer, SealingKey keyEncryption, Bytes csi) {
        this.inner = inner;
        this.outer = outer;
        this.keyEncryption = keyEncryption;
        this.csi = csi;
        this.innerRow = inner.mac("csi", csi);
        this.rowKey = outer.mac("row", innerRow);
    }

    Bytes rowKey() {
        return rowKey;
    }

    /** The name of one recipient key among the rows of this CSI. */
    Bytes ownerKey(String thumbprint) {
        return outer.mac("owner", innerOwner(thumbprint));
    }

    /** The name of the floor of this CSI, beside those of its owners. */
    Bytes floorKey() {
        return ownerKey(FLOOR);
    }

    /** {@code document} as it rests in the row of {@link #rowKey} and {@link #floorKey}. */
    Bytes sealFloor(Bytes document) {
        return seal(innerOwner(FLOOR), document);
    }

    /** {@code document} as it rests in the row of {@link #rowKey} and {@code ownerKey(thumbprint)}. */
    Bytes seal(String thumbprint, Bytes document) {
        return seal(innerOwner(thumbprint), document);
    }

    /** {@code document} as it rests in the row with this owner key, in place of what {@link #seal} put there. */
    Bytes reseal(Bytes ownerKey, Bytes sealedRow, Bytes document) {
        return seal(unwrap(ownerKey, sealedRow).innerOwner, document);
    }

    private Bytes seal(Bytes innerOwner, Bytes document) {
        Bytes sealed = documentKey().seal(innerContext(innerOwner), Padding.pad(document));
        Bytes wrapped = new ByteWriter()
                .uint8(VERSION)
                .bytes(innerRow)
                .bytes(innerOwner)
                .bytes(sealed)
                .toBytes();
        return keyEncryption.seal(outerContext(outer.mac("owner", innerOwner)), wrapped);
    }

    /**
     * The document that {@link #seal} put into the row with this owner key.
     *
     * @throws IllegalStateException if the row was made with other secrets, or was changed or moved
     */
    Bytes open(Bytes ownerKey, Bytes sealedRow) {
        Wrapped wrapped = unwrap(ownerKey, sealedRow);
        try {
            return Padding.unpad(documentKey().open(innerContext(wrapped.innerOwner), wrapped.sealed));
        } catch (MalformedMessage e) {
            throw doesNotOpen(e);
        }
    }

    private Wrapped unwrap(Bytes ownerKey, Bytes sealedRow) {
        try {
            ByteReader wrapped = new ByteReader(keyEncryption.open(outerContext(ownerKey), sealedRow));
            int version = wrapped.uint8("version");
            if (version != VERSION) {
                throw MalformedMessage.of("version", "expected " + VERSION);
            }
            Bytes rowOfDocument = wrapped.bytes("row", SealingKey.KEY_BYTES);
            Bytes innerOwner = wrapped.bytes("owner", SealingKey.KEY_BYTES);
            if (!rowOfDocument.equals(innerRow)) {
                throw MalformedMessage.of("row", "belongs to another identifier");
            }
            return new Wrapped(innerOwner, wrapped.bytes("document", wrapped.remaining()));
        } catch (MalformedMessage e) {
            throw doesNotOpen(e);
        }
    }

    /** Our own data, so it is no bad request: whoever reads this looks at secrets and backups. */
    private static IllegalStateException doesNotOpen(MalformedMessage cause) {
        return new IllegalStateException("a stored mapping does not open: " + cause.getMessage(), cause);
    }

    private Bytes innerOwner(String thumbprint) {
        return inner.mac("owner", Bytes.concat(csi, Bytes.of((byte) 0), Bytes.ofUtf8(thumbprint)));
    }

    private SealingKey documentKey() {
        return inner.derive("mapping document", csi);
    }

    private Bytes innerContext(Bytes innerOwner) {
        return Bytes.concat(INNER_CONTEXT, innerRow, innerOwner);
    }

    private Bytes outerContext(Bytes ownerKey) {
        return Bytes.concat(OUTER_CONTEXT, rowKey, ownerKey);
    }

    private record Wrapped(Bytes innerOwner, Bytes sealed) {}
}
