package dev.jeton.crypto.ohttp;

import dev.jeton.crypto.hpke.HpkePublicKey;
import dev.jeton.crypto.hpke.HpkeSuite;
import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A public key of a gateway (RFC 9458, Section 3.1).
 *
 * @param keyId 0 to 255: what a request names the key by
 * @param suites what it may be used with, the gateway's favourite first; at least one, each once
 */
public record OhttpKeyConfig(int keyId, HpkePublicKey publicKey, List<HpkeSuite> suites) {
    private static final int ALGORITHM_BYTES = 4;

    public OhttpKeyConfig {
        if (keyId < 0 || keyId > 255) {
            throw new IllegalArgumentException("a key id is 0 to 255, not " + keyId);
        }
        if (suites.isEmpty() || suites.stream().distinct().count() != suites.size()) {
            throw new IllegalArgumentException("at least one suite, and each once");
        }
        suites = List.copyOf(suites);
    }

    /**
     * What {@code encoded} says; nothing if it is for algorithms that are not spoken here.
     *
     * @throws MalformedMessage if it is not well-formed, as far as its KEM lets us see
     */
    static Optional<OhttpKeyConfig> parse(Bytes encoded) {
        ByteReader reader = new ByteReader(encoded);
        int keyId = reader.uint8("key_id");
        if (reader.uint16("kem_id") != HpkeSuite.KEM_ID) {
            return Optional.empty();
        }
        HpkePublicKey publicKey = HpkePublicKey.parse("public_key", reader.bytes("public_key", HpkePublicKey.BYTES));
        List<HpkeSuite> suites = suites(reader);
        return suites.isEmpty() ? Optional.empty() : Optional.of(new OhttpKeyConfig(keyId, publicKey, suites));
    }

    private static List<HpkeSuite> suites(ByteReader reader) {
        int size = reader.uint16("algorithms length");
        if (size != reader.remaining() || size == 0 || size % ALGORITHM_BYTES != 0) {
            throw MalformedMessage.of("algorithms length", "not that of all the rest, which is pairs of identifiers");
        }
        List<HpkeSuite> suites = new ArrayList<>();
        while (reader.remaining() > 0) {
            boolean ourKdf = reader.uint16("kdf_id") == HpkeSuite.KDF_ID;
            HpkeSuite.ofAead(reader.uint16("aead_id"))
                    .filter(suite -> ourKdf && !suites.contains(suite))
                    .ifPresent(suites::add);
        }
        return suites;
    }

    Bytes encode() {
        ByteWriter out = new ByteWriter()
                .uint8(keyId)
                .uint16(HpkeSuite.KEM_ID)
                .bytes(publicKey.encode())
                .uint16(suites.size() * ALGORITHM_BYTES);
        suites.forEach(suite -> out.uint16(HpkeSuite.KDF_ID).uint16(suite.aeadId()));
        return out.toBytes();
    }

    /**
     * {@code request}, a padded {@code message/bhttp}, for the gateway and for nobody else, by the first suite. Unrelated to
     * whatever was encapsulated before: what is sent again is encapsulated again.
     */
    public OhttpClientRequest encapsulate(Bytes request) {
        RequestHeader header = new RequestHeader(keyId, suites.get(0));
        return new OhttpClientRequest(header, header.suite().sender(publicKey, header.info()), request);
    }
}
