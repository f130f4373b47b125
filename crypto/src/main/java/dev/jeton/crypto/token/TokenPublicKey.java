package dev.jeton.crypto.token;

import static dev.jeton.crypto.blindrsa.BlindRsaVariant.PSS_DETERMINISTIC;

import dev.jeton.crypto.blindrsa.BlindRsaPublicKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.math.BigInteger;

/**
 * An issuer's key as it is published, {@value #BYTES} bytes: a SubjectPublicKeyInfo under id-RSASSA-PSS with SHA-384,
 * MGF1-SHA-384 and 48 bytes of salt (RFC 9578, Section 6.5). Safe for concurrent use.
 *
 * <p>Exactly one form is written and read. Encoders of other libraries add NULL parameters to the hash identifiers, and
 * such a key would have another {@code token_key_id} than the same key published by anybody else.
 */
public final class TokenPublicKey {
    public static final int BYTES = 342;

    private static final int MODULUS_BYTES = 256;
    private static final BigInteger EXPONENT = BigInteger.valueOf(65537);

    /** SEQUENCE, algorithm and parameters, BIT STRING, SEQUENCE, and the INTEGER header with its sign byte. */
    private static final Bytes BEFORE_MODULUS = Bytes.ofHex("30820152303d06092a864886f70d01010a3030"
            + "a00d300b0609608648016503040202"
            + "a11a301806092a864886f70d010108300b0609608648016503040202"
            + "a203020130"
            + "0382010f003082010a0282010100");

    private static final Bytes AFTER_MODULUS = Bytes.ofHex("0203010001");

    private final Bytes encoded;
    private final TokenKeyId keyId;
    private final BlindRsaPublicKey key;

    private TokenPublicKey(Bytes encoded, BlindRsaPublicKey key) {
        this.encoded = encoded;
        this.keyId = new TokenKeyId(Sha256.of(encoded));
        this.key = key;
    }

    /** Reads a published key. Throws {@link MalformedMessage} for every other form, size, exponent or salt length. */
    public static TokenPublicKey parse(Bytes spki) {
        MalformedMessage.requireSize("token-key", spki, BYTES);
        int modulusEnd = BEFORE_MODULUS.size() + MODULUS_BYTES;
        if (!spki.slice(0, BEFORE_MODULUS.size()).equals(BEFORE_MODULUS)
                || !spki.slice(modulusEnd, BYTES).equals(AFTER_MODULUS)) {
            throw MalformedMessage.of("token-key", "not RSASSA-PSS with SHA-384, 2048 bits, e = 65537 and salt 48");
        }
        Bytes modulus = spki.slice(BEFORE_MODULUS.size(), modulusEnd);
        return new TokenPublicKey(spki, new BlindRsaPublicKey(new BigInteger(1, modulus.toArray()), EXPONENT));
    }

    static TokenPublicKey of(BlindRsaPublicKey key) {
        byte[] modulus = key.modulus().toByteArray();
        MalformedMessage.requireSize("modulus", Bytes.of(modulus), 1 + MODULUS_BYTES);
        // A 2048-bit modulus has its top bit set, so that toByteArray puts the sign byte in front.
        return parse(Bytes.concat(
                BEFORE_MODULUS,
                Bytes.of(modulus).slice(modulus.length - MODULUS_BYTES, modulus.length),
                AFTER_MODULUS));
    }

    /** The published bytes, exactly. */
    public Bytes encode() {
        return encoded;
    }

    public TokenKeyId keyId() {
        return keyId;
    }

    /** Whether {@code token} is of type 0x0002, names this key and is signed by it. Some 30 microseconds of CPU. */
    public boolean verify(Token token) {
        return token.type() == TokenType.BLIND_RSA
                && token.tokenKeyId().equals(keyId)
                && key.verify(PSS_DETERMINISTIC, token.authenticatorInput(), token.authenticator());
    }

    BlindRsaPublicKey blindRsa() {
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenPublicKey that && encoded.equals(that.encoded);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    @Override
    public String toString() {
        return "TokenPublicKey[" + keyId.value().toHex() + "]";
    }
}
