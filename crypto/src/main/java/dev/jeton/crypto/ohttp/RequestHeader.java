package dev.jeton.crypto.ohttp;

import dev.jeton.crypto.hpke.HpkeSuite;
import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/** What an encapsulated request begins with, in the clear: {@code hdr} of RFC 9458, Section 4.3. */
record RequestHeader(int keyId, HpkeSuite suite) {
    static final int BYTES = 7;

    private static final Bytes LABEL = Bytes.ofUtf8("message/bhttp request\0");

    static RequestHeader parse(Bytes hdr) {
        ByteReader reader = new ByteReader(hdr);
        int keyId = reader.uint8("key_id");
        int kemId = reader.uint16("kem_id");
        int kdfId = reader.uint16("kdf_id");
        int aeadId = reader.uint16("aead_id");
        reader.end("hdr");
        if (kemId != HpkeSuite.KEM_ID || kdfId != HpkeSuite.KDF_ID) {
            throw MalformedMessage.of("hdr", "algorithms that are not spoken here");
        }
        return new RequestHeader(
                keyId, HpkeSuite.ofAead(aeadId).orElseThrow(() -> MalformedMessage.of("aead_id", "not spoken here")));
    }

    Bytes encode() {
        return new ByteWriter()
                .uint8(keyId)
                .uint16(HpkeSuite.KEM_ID)
                .uint16(HpkeSuite.KDF_ID)
                .uint16(suite.aeadId())
                .toBytes();
    }

    /** What both sides bind the request to. */
    Bytes info() {
        return Bytes.concat(LABEL, encode());
    }
}
