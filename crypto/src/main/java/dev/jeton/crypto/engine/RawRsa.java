package dev.jeton.crypto.engine;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.Provider;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * One key's raw RSA operation through {@code RSA/ECB/NoPadding}. Ciphers are not safe for concurrent use and cost a good
 * part of a public operation to make, so each key keeps as many as have ever worked at once; they go with the key.
 */
final class RawRsa {
    private final Provider provider;
    private final int mode;
    private final Key key;
    private final Queue<Cipher> idle = new ConcurrentLinkedQueue<>();

    RawRsa(Provider provider, int mode, Key key) {
        this.provider = provider;
        this.mode = mode;
        this.key = key;
    }

    byte[] apply(byte[] value) {
        try {
            @Nullable Cipher kept = idle.poll();
            Cipher cipher = kept == null ? create() : kept;
            byte[] result = cipher.doFinal(value);
            // Not in a finally: one that has failed is not used again.
            idle.add(cipher);
            return result;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AWS-LC refused a raw RSA operation", e);
        }
    }

    private Cipher create() throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding", provider);
        cipher.init(mode, key);
        return cipher;
    }
}
