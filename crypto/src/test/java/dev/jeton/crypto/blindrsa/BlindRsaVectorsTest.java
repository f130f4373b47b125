package dev.jeton.crypto.blindrsa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jeton.crypto.vectors.Vectors;
import dev.jeton.crypto.wire.Bytes;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlindRsaVectorsTest {
    static List<JsonNode> rfc9474() {
        return Vectors.own("rfc9474-appendix-a.json");
    }

    static List<JsonNode> rfc9578() {
        return Vectors.own("rfc9578-appendix-a2.json");
    }

    @ParameterizedTest
    @MethodSource("rfc9474")
    void rfc9474_everyStep_matches(JsonNode vector) {
        BlindRsaVariant variant = variant(vector.get("name").asText());
        BlindRsaSigningKey key = BlindRsaSigningKey.of(integer(vector, "p"), integer(vector, "q"));
        BlindRsaPublicKey publicKey = key.publicKey();
        Bytes prepared = bytes(vector, "preparedMessage");
        BigInteger factor = integer(vector, "inverse").modInverse(integer(vector, "n"));

        assertThat(publicKey.modulus()).isEqualTo(integer(vector, "n"));
        assertThat(publicKey.exponent()).isEqualTo(integer(vector, "e"));
        assertThat(publicKey.encode(prepared, bytes(vector, "salt").toArray()))
                .isEqualTo(integer(vector, "encodedMessage"));
        Blinding blinding = blinding(publicKey, variant, prepared, bytes(vector, "salt"), factor);
        assertThat(blinding.blindedMessage()).isEqualTo(bytes(vector, "blindedMessage"));
        Bytes blindSignature = key.blindSign(blinding.blindedMessage());
        assertThat(blindSignature).isEqualTo(bytes(vector, "blindSignature"));
        assertThat(blinding.finish(blindSignature)).isEqualTo(bytes(vector, "signature"));
    }

    @ParameterizedTest
    @MethodSource("rfc9474")
    void rfc9474_preparedMessage_isPrefixAndMessage(JsonNode vector) {
        assertThat(Bytes.concat(bytes(vector, "prefix"), bytes(vector, "message")))
                .isEqualTo(bytes(vector, "preparedMessage"));
        assertThat(bytes(vector, "prefix").size())
                .isEqualTo(vector.get("name").asText().endsWith("Randomized") ? BlindRsaVariant.PREFIX_BYTES : 0);
    }

    @ParameterizedTest
    @MethodSource("rfc9474")
    void rfc9474_signature_verifiesUnderItsOwnSaltLengthOnly(JsonNode vector) {
        BlindRsaPublicKey key = new BlindRsaPublicKey(integer(vector, "n"), integer(vector, "e"));
        int salt = variant(vector.get("name").asText()).saltBytes();
        for (BlindRsaVariant variant : BlindRsaVariant.values()) {
            assertThat(key.verify(variant, bytes(vector, "preparedMessage"), bytes(vector, "signature")))
                    .isEqualTo(variant.saltBytes() == salt);
        }
    }

    /** RFC 9578 gives the factor itself, and signs the token's first 98 bytes. */
    @ParameterizedTest
    @MethodSource("rfc9578")
    void rfc9578_blindedMessage_matches(JsonNode vector) {
        BlindRsaSigningKey key = BlindRsaSigningKey.of(integer(vector, "p"), integer(vector, "q"));
        Blinding blinding = blinding(
                key.publicKey(),
                BlindRsaVariant.PSS_DETERMINISTIC,
                bytes(vector, "token").slice(0, 98),
                bytes(vector, "salt"),
                integer(vector, "blind"));
        assertThat(blinding.blindedMessage())
                .isEqualTo(bytes(vector, "tokenRequest").slice(3, 259));
        assertThat(blinding.finish(bytes(vector, "tokenResponse")))
                .isEqualTo(bytes(vector, "token").slice(98, 354));
    }

    @Test
    void vectors_areThere() {
        assertThat(rfc9474()).hasSize(4);
        assertThat(rfc9578()).hasSize(5);
    }

    private static Blinding blinding(
            BlindRsaPublicKey key, BlindRsaVariant variant, Bytes prepared, Bytes salt, BigInteger factor) {
        return Blinding.blindAll(key, variant, List.of(prepared), List.of(salt.toArray()), List.of(factor))
                .get(0);
    }

    private static BlindRsaVariant variant(String name) {
        return BlindRsaVariant.valueOf(
                name.replace("RSABSSA-SHA384-", "").replace('-', '_').toUpperCase(java.util.Locale.ROOT));
    }

    private static Bytes bytes(JsonNode vector, String field) {
        return Bytes.ofHex(vector.get(field).asText());
    }

    private static BigInteger integer(JsonNode vector, String field) {
        return new BigInteger(vector.get(field).asText(), 16);
    }
}
