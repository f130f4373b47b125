package dev.jeton.crypto.mapping;

import dev.jeton.crypto.jose.FixedKeys;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.wire.Bytes;

/** The claims of signed documents without their signatures, which no fuzzer could forge. */
public final class Claims {
    /** With the signature and the header around it, a mapping has to stay below its own limit. */
    private static final int MAX_BYTES = 4096;

    private static final JoseSigningKey KEY = FixedKeys.ed25519(1);

    private Claims() {}

    public static Mapping mapping(Bytes json) {
        return Mapping.parse(JsonObject.parse("mapping", json, MAX_BYTES));
    }

    public static Bytes encode(Mapping mapping) {
        return FixedKeys.payload(mapping.sign(KEY, ""));
    }

    public static CsiAttestation attestation(Bytes json) {
        return CsiAttestation.parse(JsonObject.parse("attestation", json, MAX_BYTES));
    }

    public static Bytes encode(CsiAttestation attestation) {
        return FixedKeys.payload(attestation.sign(KEY));
    }

    public static PortRecord portRecord(Bytes json) {
        return PortRecord.parse(JsonObject.parse("port record", json, MAX_BYTES));
    }

    public static Bytes encode(PortRecord record) {
        return FixedKeys.payload(record.sign(KEY));
    }

    /** What is inside of a slot, as it was. */
    public static Bytes sealedEntry(Bytes plain) {
        return SealedEntry.parse(plain).encode();
    }

    public static Bytes sealedEntry(Audience.Kind kind, int position, Mapping.Entry entry) {
        return new SealedEntry(kind, position, entry).encode();
    }
}
