package dev.jeton.lookup.atrest;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/**
 * The inner layer of a row: all that its outer layer is made of, so that it can be made again without the CSI.
 *
 * @param row the inner hash of the identifier
 * @param owner the inner hash of the identifier and the recipient's key
 * @param document sealed under a key that takes the CSI
 */
record Wrapped(Bytes row, Bytes owner, Bytes document) {
    private static final int VERSION = 1;

    static Wrapped parse(Bytes encoded) {
        ByteReader reader = new ByteReader(encoded);
        int version = reader.uint8("version");
        if (version != VERSION) {
            throw MalformedMessage.of("version", "expected " + VERSION);
        }
        Bytes row = reader.bytes("row", SealingKey.KEY_BYTES);
        Bytes owner = reader.bytes("owner", SealingKey.KEY_BYTES);
        return new Wrapped(row, owner, reader.bytes("document", reader.remaining()));
    }

    Bytes encode() {
        return new ByteWriter()
                .uint8(VERSION)
                .bytes(row)
                .bytes(owner)
                .bytes(document)
                .toBytes();
    }

    @Override
    public String toString() {
        return "Wrapped[redacted]";
    }
}
