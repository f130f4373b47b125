package dev.jeton.crypto.hpke;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.math.BigInteger;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.util.Arrays;

/**
 * An X25519 public key that messages are sealed to, {@value #BYTES} bytes (RFC 7748, Section 5). Equal by value. Safe for
 * concurrent use.
 *
 * <p>Points of small order are refused: their shared secret is all zeros with every secret key (RFC 9180, Section 7.1.4). So
 * is a number that is not below 2^255 - 19, which RFC 7748 has readers reduce: here one key has one spelling.
 */
public final class HpkePublicKey {
    public static final int BYTES = 32;

    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    /** Whichever: X25519 makes a multiple of eight of every scalar, and that is what ends at zero for small orders alone. */
    private static final byte[] ANY_SCALAR = new byte[BYTES];

    private final Bytes encoded;

    private HpkePublicKey(Bytes encoded) {
        this.encoded = encoded;
    }

    /** The key that {@code encoded} holds; {@link MalformedMessage} naming {@code field} if it holds none. */
    public static HpkePublicKey parse(String field, Bytes encoded) {
        byte[] point = canonical(field, encoded);
        if (!X25519.calculateAgreement(ANY_SCALAR, 0, point, 0, new byte[BYTES], 0)) {
            throw smallOrder(field);
        }
        return new HpkePublicKey(encoded);
    }

    /** The bytes of {@code encoded}, for an agreement that refuses points of {@link #smallOrder} itself. */
    static byte[] canonical(String field, Bytes encoded) {
        byte[] littleEndian =
                MalformedMessage.requireSize(field, encoded, BYTES).toArray();
        if (new BigInteger(1, Arrays.reverse(littleEndian)).compareTo(P) >= 0) {
            throw MalformedMessage.of(field, "not the canonical spelling of a point");
        }
        return littleEndian;
    }

    static MalformedMessage smallOrder(String field) {
        return MalformedMessage.of(field, "a point of small order");
    }

    /** The key of a secret one, which is multiplied from a generator of large order. */
    static HpkePublicKey of(X25519PublicKeyParameters key) {
        return new HpkePublicKey(Bytes.of(key.getEncoded()));
    }

    public Bytes encode() {
        return encoded;
    }

    X25519PublicKeyParameters parameters() {
        return new X25519PublicKeyParameters(encoded.toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HpkePublicKey that && encoded.equals(that.encoded);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    /** Not the key itself, which may be somebody's name among those that seal to him. */
    @Override
    public String toString() {
        return "HpkePublicKey[X25519]";
    }
}
