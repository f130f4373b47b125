package dev.jeton.crypto.token;

import dev.jeton.crypto.wire.Bytes;
import org.bouncycastle.crypto.digests.SHA256Digest;

final class Sha256 {
    private Sha256() {}

    /** SHA-256 of {@code message}: 32 bytes. */
    static Bytes of(Bytes message) {
        SHA256Digest digest = new SHA256Digest();
        digest.update(message.toArray(), 0, message.size());
        byte[] value = new byte[digest.getDigestSize()];
        digest.doFinal(value, 0);
        return Bytes.of(value);
    }
}
