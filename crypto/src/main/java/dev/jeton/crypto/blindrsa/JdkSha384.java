package dev.jeton.crypto.blindrsa;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.crypto.Digest;

/**
 * The JVM's SHA-384 for Bouncy Castle's PSS signer, which hashes eight blocks for each signature: with the processor's help
 * it takes half the time of Bouncy Castle's.
 */
final class JdkSha384 implements Digest {
    private final MessageDigest digest;

    JdkSha384() {
        try {
            this.digest = MessageDigest.getInstance("SHA-384");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-384 is missing from this JVM", e);
        }
    }

    @Override
    public String getAlgorithmName() {
        return "SHA-384";
    }

    @Override
    public int getDigestSize() {
        return 48;
    }

    @Override
    public void update(byte in) {
        digest.update(in);
    }

    @Override
    public void update(byte[] in, int offset, int size) {
        digest.update(in, offset, size);
    }

    @Override
    public int doFinal(byte[] out, int offset) {
        try {
            return digest.digest(out, offset, getDigestSize());
        } catch (DigestException e) {
            throw new IllegalArgumentException("no room for a digest", e);
        }
    }

    @Override
    public void reset() {
        digest.reset();
    }
}
