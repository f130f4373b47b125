package dev.jeton.crypto.blindrsa;

import static dev.jeton.crypto.blindrsa.BlindRsaVariant.PSS_DETERMINISTIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.jeton.crypto.engine.Engine;
import dev.jeton.crypto.engine.RsaPrivateOperation;
import dev.jeton.crypto.wire.Bytes;
import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;

/** What becomes of an engine's wrong results. */
class FaultTest {
    private static final BigInteger P = BigInteger.TWO.pow(1024).subtract(BigInteger.valueOf(105));
    private static final BigInteger Q = BigInteger.TWO.pow(1024).subtract(BigInteger.valueOf(179));
    private static final RSAPrivateCrtKeyParameters PARAMETERS = BlindRsaSigningKey.parameters(P, Q);
    private static final Bytes MESSAGE = Bytes.ofUtf8("a message");

    /** Right modulo p and wrong modulo q: s^e - m shares p with n, and the key is out (Boneh, DeMillo, Lipton). */
    @Test
    void blindSign_crtFault_neverLeaves() {
        RsaPrivateOperation right = Engine.active().rsaPrivate(PARAMETERS);
        RsaPrivateOperation faulty = value -> {
            BigInteger s = new BigInteger(1, right.apply(value));
            return BigIntegers.asUnsignedByteArray(256, s.add(P).mod(PARAMETERS.getModulus()));
        };
        Bytes blinded = blinded();
        BigInteger error = new BigInteger(1, faulty.apply(blinded.toArray()))
                .modPow(PARAMETERS.getPublicExponent(), PARAMETERS.getModulus())
                .subtract(new BigInteger(1, blinded.toArray()));
        assertThat(error.gcd(PARAMETERS.getModulus())).isEqualTo(P);
        assertRefused(faulty, blinded);
    }

    @Test
    void blindSign_anyOtherWrongResult_neverLeaves() {
        Bytes blinded = blinded();
        byte[] tooLarge =
                BigIntegers.asUnsignedByteArray(256, BigInteger.TWO.pow(2048).subtract(BigInteger.ONE));
        for (byte[] wrong : List.of(new byte[256], blinded.toArray(), new byte[255], new byte[0], tooLarge)) {
            assertRefused(value -> wrong, blinded);
        }
    }

    @Test
    void blindSign_rightResult_leaves() {
        Bytes blinded = blinded();
        BlindRsaSigningKey key = new BlindRsaSigningKey(PARAMETERS, Engine.active()::rsaPrivate);
        assertThat(key.publicKey().raise(key.blindSign(blinded))).isEqualTo(blinded);
    }

    private static Bytes blinded() {
        BlindRsaPublicKey key = new BlindRsaPublicKey(PARAMETERS.getModulus(), PARAMETERS.getPublicExponent());
        return Blinding.blind(key, PSS_DETERMINISTIC, MESSAGE).blindedMessage();
    }

    private static void assertRefused(RsaPrivateOperation operation, Bytes blinded) {
        BlindRsaSigningKey key = new BlindRsaSigningKey(PARAMETERS, parameters -> operation);
        assertThatIllegalStateException()
                .isThrownBy(() -> key.blindSign(blinded))
                .withMessage("signing failure: the result does not check");
    }
}
