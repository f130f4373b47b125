package dev.jeton.crypto.voprf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.math.BigInteger;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every MUST of RFC 9497 on what is read: Sections 2.1, 3.2, 3.3, 4.3, 4.4 and 5.1. */
class ValidationTest {
    static List<Suite> suites() {
        return List.of(Suite.P256_SHA256, Suite.P384_SHA384);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void element_encodedAndParsed_isTheSame(Suite suite) {
        Bytes encoded = suite.group().generator().encode();
        assertThat(BlindedElement.parse(suite, "e", encoded).encode()).isEqualTo(encoded);
        assertThat(EvaluatedElement.parse(suite, "e", encoded).encode()).isEqualTo(encoded);
        assertThat(VoprfPublicKey.parse(suite, encoded).encode()).isEqualTo(encoded);
        assertThat(encoded.size()).isEqualTo(suite.elementBytes());
    }

    @ParameterizedTest
    @MethodSource("suites")
    void element_identity_isRefused(Suite suite) {
        assertElementRefused(suite, Bytes.of((byte) 0));
        assertElementRefused(suite, Bytes.of(new byte[suite.elementBytes()]));
    }

    @ParameterizedTest
    @MethodSource("suites")
    void element_ofAnotherSize_isRefused(Suite suite) {
        Bytes encoded = suite.group().generator().encode();
        assertElementRefused(suite, Bytes.EMPTY);
        assertElementRefused(suite, encoded.slice(0, encoded.size() - 1));
        assertElementRefused(suite, Bytes.concat(encoded, Bytes.of((byte) 0)));
    }

    /** SEC 1 knows an uncompressed form (04) and X9.62 hybrid ones (06, 07): one element would have several spellings. */
    @ParameterizedTest
    @MethodSource("suites")
    void element_inAnotherForm_isRefused(Suite suite) {
        assertElementRefused(suite, Bytes.of(suite.group().generator().point().getEncoded(false)));
        byte[] encoded = suite.group().generator().encode().toArray();
        for (int prefix = 0; prefix <= 0xff; prefix++) {
            if (prefix != 2 && prefix != 3) {
                encoded[0] = (byte) prefix;
                assertElementRefused(suite, Bytes.of(encoded));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void element_offTheCurve_isRefused(Suite suite) {
        assertElementRefused(suite, compressed(suite, firstX(suite, false)));
    }

    /** The same point with p added to its x-coordinate: both primes leave room for small ones. */
    @ParameterizedTest
    @MethodSource("suites")
    void element_whoseXIsNotBelowThePrime_isRefused(Suite suite) {
        BigInteger prime = suite.group().curve().getField().getCharacteristic();
        BigInteger x = firstX(suite, true);
        assertThat(BlindedElement.parse(suite, "e", compressed(suite, x)).encode())
                .isEqualTo(compressed(suite, x));
        assertElementRefused(suite, compressed(suite, x.add(prime)));
        assertElementRefused(suite, compressed(suite, prime));
    }

    @ParameterizedTest
    @MethodSource("suites")
    void proof_scalarNotBelowTheOrder_isRefused(Suite suite) {
        BigInteger order = suite.group().order();
        BigInteger largest = order.subtract(BigInteger.ONE);
        assertThat(DleqProof.parse(suite, "p", proof(suite, largest, BigInteger.ZERO))
                        .encode())
                .isEqualTo(proof(suite, largest, BigInteger.ZERO));
        assertProofRefused(suite, proof(suite, order, BigInteger.ONE));
        assertProofRefused(suite, proof(suite, BigInteger.ONE, order));
        assertProofRefused(suite, proof(suite, BigInteger.ONE, order.add(BigInteger.ONE)));
    }

    @ParameterizedTest
    @MethodSource("suites")
    void proof_ofAnotherSize_isRefused(Suite suite) {
        Bytes good = proof(suite, BigInteger.ONE, BigInteger.TWO);
        assertProofRefused(suite, good.slice(0, good.size() - 1));
        assertProofRefused(suite, Bytes.concat(good, Bytes.of((byte) 0)));
        assertProofRefused(suite, Bytes.EMPTY);
    }

    @ParameterizedTest
    @MethodSource("suites")
    void secret_zeroOrNotBelowTheOrder_isRefused(Suite suite) {
        Group group = suite.group();
        assertRefused(() -> SecretScalar.of(group, BigInteger.ZERO));
        assertRefused(() -> SecretScalar.of(group, BigInteger.ONE.negate()));
        assertRefused(() -> SecretScalar.of(group, group.order()));
        assertThat(SecretScalar.of(group, BigInteger.ONE).timesGenerator()).isEqualTo(group.generator());
    }

    @ParameterizedTest
    @MethodSource("suites")
    void input_tooLong_isRefused(Suite suite) {
        Bytes longest = Bytes.of(new byte[65534]);
        Bytes tooLong = Bytes.of(new byte[65535]);
        VoprfSecretKey key = VoprfSecretKey.generate(suite);
        OprfSecretKey oprfKey = OprfSecretKey.generate(suite);
        assertThat(key.evaluate(longest).size()).isEqualTo(suite.outputBytes());
        assertRefused(() -> key.evaluate(tooLong));
        assertRefused(() -> oprfKey.evaluate(tooLong));
        assertRefused(() -> OprfBlinding.blind(suite, tooLong));
        assertRefused(() -> VoprfBlinding.blind(key.publicKey(), List.of(longest, tooLong)));
    }

    @ParameterizedTest
    @MethodSource("suites")
    void derive_seedTooShort_isRefused(Suite suite) {
        assertThatIllegalArgumentException().isThrownBy(() -> VoprfSecretKey.derive(suite, new byte[31], Bytes.EMPTY));
        assertThatIllegalArgumentException().isThrownBy(() -> OprfSecretKey.derive(suite, new byte[31], Bytes.EMPTY));
    }

    /** A scalar times a point of another curve would tell something of the scalar. */
    @Test
    void element_ofAnotherSuite_isRefused() {
        BlindedElement foreign = new BlindedElement(Suite.P256_SHA256.group().generator());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OprfSecretKey.generate(Suite.P384_SHA384).blindEvaluate(foreign));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VoprfSecretKey.generate(Suite.P384_SHA384).blindEvaluate(List.of(foreign)));
        assertRefused(() -> VoprfPublicKey.parse(Suite.P384_SHA384, foreign.encode()));
    }

    private static void assertElementRefused(Suite suite, Bytes encoded) {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> BlindedElement.parse(suite, "blinded_msg", encoded))
                .matches(e -> e.field().equals("blinded_msg"));
        assertRefused(() -> EvaluatedElement.parse(suite, "e", encoded));
        assertRefused(() -> VoprfPublicKey.parse(suite, encoded));
    }

    private static void assertProofRefused(Suite suite, Bytes encoded) {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> DleqProof.parse(suite, "evaluate_proof", encoded))
                .matches(e -> e.field().equals("evaluate_proof"));
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(call);
    }

    private static Bytes proof(Suite suite, BigInteger c, BigInteger s) {
        return new ByteWriter()
                .bytes(Bytes.of(BigIntegers.asUnsignedByteArray(suite.scalarBytes(), c)))
                .bytes(Bytes.of(BigIntegers.asUnsignedByteArray(suite.scalarBytes(), s)))
                .toBytes();
    }

    private static Bytes compressed(Suite suite, BigInteger x) {
        byte[] coordinate = BigIntegers.asUnsignedByteArray(suite.elementBytes() - 1, x);
        return Bytes.concat(Bytes.of((byte) 2), Bytes.of(coordinate));
    }

    /** The smallest x-coordinate from 1 on that is, or is not, on the curve: by Euler's criterion for x^3 - 3x + b. */
    private static BigInteger firstX(Suite suite, boolean onCurve) {
        BigInteger prime = suite.group().curve().getField().getCharacteristic();
        BigInteger b = suite.group().curve().getB().toBigInteger();
        for (BigInteger x = BigInteger.ONE; ; x = x.add(BigInteger.ONE)) {
            BigInteger y2 =
                    x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(b).mod(prime);
            boolean square = y2.modPow(prime.shiftRight(1), prime).equals(BigInteger.ONE);
            if (square == onCurve) {
                return x;
            }
        }
    }
}
