package dev.jeton.crypto.blindrsa;

import dev.jeton.crypto.wire.Bytes;
import java.security.SecureRandom;

/**
 * The four named variants of RFC 9474, Section 5: SHA-384, MGF1 with SHA-384, and a salt of 48 bytes or none.
 *
 * <p>The deterministic ones prepare a message by leaving it as it is, which is safe only where the message itself is
 * hard to guess, as a token's is: it holds a random nonce. A key serves one variant and no other protocol.
 */
public enum BlindRsaVariant {
    PSS_RANDOMIZED(48, true),
    PSSZERO_RANDOMIZED(0, true),
    /** The variant of Privacy Pass (RFC 9578, Section 6). */
    PSS_DETERMINISTIC(48, false),
    PSSZERO_DETERMINISTIC(0, false);

    /** What {@code PrepareRandomize} puts before the message, in bytes. */
    public static final int PREFIX_BYTES = 32;

    private final int saltBytes;
    private final boolean randomized;

    BlindRsaVariant(int saltBytes, boolean randomized) {
        this.saltBytes = saltBytes;
        this.randomized = randomized;
    }

    int saltBytes() {
        return saltBytes;
    }

    /** {@code Prepare} of RFC 9474, Section 4.1: what is signed, and has to be shown with the signature. */
    public Bytes prepare(Bytes message, SecureRandom random) {
        if (!randomized) {
            return message;
        }
        byte[] prefix = new byte[PREFIX_BYTES];
        random.nextBytes(prefix);
        return Bytes.concat(Bytes.of(prefix), message);
    }
}
