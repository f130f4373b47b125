package dev.jeton.lookup.atrest;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/** One pair of outer keys: it names rows, and closes and opens their outer layer. Safe for concurrent use. */
final class OuterKeys {
    private static final Bytes CONTEXT = Bytes.ofUtf8("jeton mapping outer");

    private final short id;
    private final SealingKey hash;
    private final SealingKey keyEncryption;

    /** @throws IllegalArgumentException unless {@code id} is 1 to 32767 */
    OuterKeys(int id, SealingKey hash, SealingKey keyEncryption) {
        if (id < 1 || id > Short.MAX_VALUE) {
            throw new IllegalArgumentException("jeton.lookup.at-rest.outer-keys: numbers are 1 to " + Short.MAX_VALUE);
        }
        this.id = (short) id;
        this.hash = hash;
        this.keyEncryption = keyEncryption;
    }

    /** The number that its rows bear. */
    short id() {
        return id;
    }

    Bytes rowKey(Bytes innerRow) {
        return hash.mac("row", innerRow);
    }

    Bytes ownerKey(Bytes innerOwner) {
        return hash.mac("owner", innerOwner);
    }

    /** The document column of the row that this pair names after {@code wrapped}. */
    Bytes seal(Wrapped wrapped) {
        return keyEncryption.seal(context(rowKey(wrapped.row()), ownerKey(wrapped.owner())), wrapped.encode());
    }

    /**
     * What {@link #seal} sealed for the row of these two names.
     *
     * @throws IllegalStateException if the row was made with other secrets, or was changed or moved
     */
    Wrapped open(Bytes rowKey, Bytes ownerKey, Bytes sealed) {
        try {
            return Wrapped.parse(keyEncryption.open(context(rowKey, ownerKey), sealed));
        } catch (MalformedMessage e) {
            throw doesNotOpen(e);
        }
    }

    /** Our own data, so it is no bad request: whoever reads this looks at secrets and backups. */
    static IllegalStateException doesNotOpen(MalformedMessage cause) {
        return new IllegalStateException("a stored mapping does not open: " + cause.getMessage(), cause);
    }

    private static Bytes context(Bytes rowKey, Bytes ownerKey) {
        return Bytes.concat(CONTEXT, rowKey, ownerKey);
    }

    @Override
    public String toString() {
        return "OuterKeys[" + id + "]";
    }
}
