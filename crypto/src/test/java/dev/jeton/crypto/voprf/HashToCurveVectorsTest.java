package dev.jeton.crypto.voprf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jeton.crypto.vectors.Vectors;
import dev.jeton.crypto.wire.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.hash2curve.HashToCurveProfile;
import org.bouncycastle.crypto.hash2curve.HashToEllipticCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HashToCurveVectorsTest {
    static List<JsonNode> rfc9380() {
        return Vectors.own("rfc9380-appendix-j.json");
    }

    @ParameterizedTest
    @MethodSource("rfc9380")
    void rfc9380_point_matches(JsonNode vector) {
        HashToEllipticCurve hash = HashToEllipticCurve.getInstance(
                profile(vector.get("suite").asText()), vector.get("dst").asText());
        ECPoint point = hash.hashToCurve(vector.get("message").asText().getBytes(StandardCharsets.US_ASCII))
                .normalize();
        assertThat(point.getAffineXCoord().toBigInteger()).isEqualTo(integer(vector, "x"));
        assertThat(point.getAffineYCoord().toBigInteger()).isEqualTo(integer(vector, "y"));
    }

    @Test
    void vectors_areThere() {
        assertThat(rfc9380()).hasSize(10);
    }

    /** Keys are shared between threads, and with them the hash: two at once must not mix their messages. */
    @Test
    void hashToGroup_fromManyThreads_isTheSame() {
        OprfContext context = Suite.P384_SHA384.context(Mode.VOPRF);
        List<Element> expected =
                IntStream.range(0, 64).mapToObj(i -> hash(context, i)).toList();
        assertThat(IntStream.range(0, 64).parallel().mapToObj(i -> hash(context, i)))
                .isEqualTo(expected);
        assertThat(expected).doesNotHaveDuplicates();
    }

    private static Element hash(OprfContext context, int input) {
        return context.hashToGroup(Bytes.of((byte) input));
    }

    private static HashToCurveProfile profile(String suite) {
        return suite.startsWith("P384") ? HashToCurveProfile.P384_XMD_SHA_384 : HashToCurveProfile.P256_XMD_SHA_256;
    }

    private static BigInteger integer(JsonNode vector, String field) {
        return new BigInteger(vector.get(field).asText(), 16);
    }
}
