package dev.jeton.crypto.ohttp;

import dev.jeton.crypto.engine.Engine;
import dev.jeton.crypto.hpke.HpkeSuite;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.security.GeneralSecurityException;
import java.util.function.BiFunction;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * What both sides of one exchange have, and seal the response with (RFC 9458, Section 4.4). Safe for concurrent use.
 *
 * <p>Each response has a key of its own, from its random nonce, so sealing several is as good as sealing one.
 */
final class ResponseSecret {
    private static final Bytes EXPORT_LABEL = Bytes.ofUtf8("message/bhttp response");
    private static final int TAG_BITS = 8 * HpkeSuite.TAG_BYTES;
    private static final byte[] KEY = Bytes.ofUtf8("key").toArray();
    private static final byte[] NONCE = Bytes.ofUtf8("nonce").toArray();

    private final HpkeSuite suite;
    private final Bytes enc;
    private final Bytes secret;

    /**
     * @param export of the HPKE context: exporter context and size in bytes to secret
     */
    ResponseSecret(HpkeSuite suite, Bytes enc, BiFunction<Bytes, Integer, Bytes> export) {
        this.suite = suite;
        this.enc = enc;
        this.secret = export.apply(EXPORT_LABEL, nonceBytes());
    }

    /** Size of a response's nonce, which is the secret's as well: max(Nn, Nk). */
    int nonceBytes() {
        return Math.max(HpkeSuite.NONCE_BYTES, suite.keyBytes());
    }

    /** {@code response_nonce || ct}. */
    Bytes seal(Bytes responseNonce, Bytes response) {
        try {
            byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, responseNonce).doFinal(response.toArray());
            return Bytes.concat(responseNonce, Bytes.of(ciphertext));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("thrown for what is opened, and this was sealed", e);
        }
    }

    Bytes open(Bytes encapsulated) {
        if (encapsulated.size() < nonceBytes() + HpkeSuite.TAG_BYTES) {
            throw refused();
        }
        Bytes ciphertext = encapsulated.slice(nonceBytes(), encapsulated.size());
        try {
            return Bytes.of(cipher(Cipher.DECRYPT_MODE, encapsulated.slice(0, nonceBytes()))
                    .doFinal(ciphertext.toArray()));
        } catch (GeneralSecurityException e) {
            throw refused();
        }
    }

    /** The JVM's own: a padded answer is many blocks, for which it uses the processor's instructions. */
    private Cipher cipher(int mode, Bytes responseNonce) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        byte[] prk = hkdf.extractPRK(Bytes.concat(enc, responseNonce).toArray(), secret.toArray());
        byte[] key = expand(hkdf, prk, KEY, suite.keyBytes());
        byte[] nonce = expand(hkdf, prk, NONCE, HpkeSuite.NONCE_BYTES);
        try {
            switch (suite) {
                case X25519_AES_128_GCM -> {
                    Cipher cipher = Engine.active().aesGcm();
                    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
                    return cipher;
                }
                case X25519_CHACHA20_POLY1305 -> {
                    Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
                    cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce));
                    return cipher;
                }
            }
            throw new IllegalStateException("no cipher for " + suite);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a cipher is missing from this JVM", e);
        }
    }

    private static byte[] expand(HKDFBytesGenerator hkdf, byte[] prk, byte[] info, int bytes) {
        byte[] value = new byte[bytes];
        hkdf.init(HKDFParameters.skipExtractParameters(prk, info));
        hkdf.generateBytes(value, 0, bytes);
        return value;
    }

    private static MalformedMessage refused() {
        return MalformedMessage.of("encapsulated response", "cannot be opened");
    }
}
