package dev.jeton.crypto.hpke;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;

/**
 * The algorithms of one use: DHKEM(X25519, HKDF-SHA256) and HKDF-SHA256, with one of two ciphers (RFC 9180, Section 7). Safe
 * for concurrent use.
 *
 * <p>{@code info} and {@code aad} are what both sides know: a message opens only where both are what they were when it was
 * sealed.
 */
public enum HpkeSuite {
    X25519_AES_128_GCM(HPKE.aead_AES_GCM128, 16),
    X25519_CHACHA20_POLY1305(HPKE.aead_CHACHA20_POLY1305, 32);

    /** DHKEM(X25519, HKDF-SHA256), in 16 bits. */
    public static final int KEM_ID = HPKE.kem_X25519_SHA256;
    /** HKDF-SHA256, in 16 bits. */
    public static final int KDF_ID = HPKE.kdf_HKDF_SHA256;

    /** Size of an encapsulated key (Nenc), which is a public key. */
    public static final int ENC_BYTES = HpkePublicKey.BYTES;
    /** What a ciphertext has more than its plain text (Nt). */
    public static final int TAG_BYTES = 16;
    /** Size of the ciphers' nonces (Nn). */
    public static final int NONCE_BYTES = 12;
    /** What a message that {@link #seal} made has more than its plain text. */
    public static final int OVERHEAD_BYTES = ENC_BYTES + TAG_BYTES;

    private final short aead;
    private final int keyBytes;

    HpkeSuite(short aead, int keyBytes) {
        this.aead = aead;
        this.keyBytes = keyBytes;
    }

    /** The suite with this cipher, if there is one here. */
    public static Optional<HpkeSuite> ofAead(int aeadId) {
        return Stream.of(values()).filter(suite -> suite.aeadId() == aeadId).findFirst();
    }

    /** The cipher's number, in 16 bits. */
    public int aeadId() {
        return aead;
    }

    /** Size of the cipher's key (Nk). */
    public int keyBytes() {
        return keyBytes;
    }

    /** {@code plain}, sealed to {@code recipient}: {@code enc || ct} (SealBase of RFC 9180, Section 6.1). */
    public Bytes seal(HpkePublicKey recipient, Bytes info, Bytes aad, Bytes plain) {
        HpkeSender sender = sender(recipient, info);
        return Bytes.concat(sender.enc(), sender.seal(aad, plain));
    }

    /**
     * What {@link #seal} sealed (OpenBase of RFC 9180, Section 6.1).
     *
     * @throws MalformedMessage if it was sealed to another key, for other {@code info} or {@code aad}, or changed since
     */
    public Bytes open(HpkeSecretKey key, Bytes info, Bytes aad, Bytes sealed) {
        if (sealed.size() < OVERHEAD_BYTES) {
            throw MalformedMessage.of("sealed", "expected at least " + OVERHEAD_BYTES + " bytes, got " + sealed.size());
        }
        return recipient(key, sealed.slice(0, ENC_BYTES), info).open(aad, sealed.slice(ENC_BYTES, sealed.size()));
    }

    /** A sender with a fresh encapsulated key (SetupBaseS of RFC 9180, Section 5.1.1). */
    public HpkeSender sender(HpkePublicKey recipient, Bytes info) {
        return new HpkeSender(hpke().setupBaseS(recipient.parameters(), info.toArray()));
    }

    /** The same with an ephemeral key of the test vectors. */
    HpkeSender sender(HpkePublicKey recipient, Bytes info, HpkeSecretKey ephemeral) {
        HPKEContextWithEncapsulation context =
                hpke().setupBaseS(recipient.parameters(), info.toArray(), ephemeral.pair());
        return new HpkeSender(context);
    }

    /**
     * The recipient that a sender's {@code enc} is for (SetupBaseR of RFC 9180, Section 5.1.1). For other {@code info} than
     * the sender's it is one that opens nothing.
     *
     * @throws MalformedMessage if {@code enc} is no public key; see {@link HpkePublicKey}
     */
    public HpkeRecipient recipient(HpkeSecretKey key, Bytes enc, Bytes info) {
        byte[] ephemeral = HpkePublicKey.canonical("enc", enc);
        AsymmetricCipherKeyPair pair = key.pair();
        try {
            return new HpkeRecipient(hpke().setupBaseR(ephemeral, pair, info.toArray()));
        } catch (IllegalStateException e) {
            // An agreement that ends at zero. Asking before would cost a second one.
            throw HpkePublicKey.smallOrder("enc");
        }
    }

    /** A new one for each use: it has state, and says nothing of threads. */
    private HPKE hpke() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, aead);
    }
}
