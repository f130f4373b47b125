package dev.jeton.crypto.secret;

import dev.jeton.crypto.engine.Engine;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A 256-bit key that seals what rests on a disk, and derives other keys. It acts and is never read out.
 *
 * <p>A sealed value is {@code nonce(12) || AES-256-GCM ciphertext || tag(16)}: {@value #OVERHEAD_BYTES} bytes more than
 * the plain one (NIST SP 800-38D). The nonce is random, so one key seals at most 2^32 values. The <em>context</em> is
 * authenticated and not stored: it says what the value is and whose row it stands in, so that a value moved to another
 * row does not open. Safe for concurrent use.
 */
public final class SealingKey {
    public static final int KEY_BYTES = 32;
    public static final int OVERHEAD_BYTES = 28;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec aesKey;
    private final byte[] derivationKey;

    private SealingKey(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a sealing key has " + KEY_BYTES + " bytes, not " + key.length);
        }
        // One key, one use: sealing and deriving never share key bytes.
        byte[] sealing = hmac(key, Bytes.ofUtf8("jeton seal"));
        this.aesKey = new SecretKeySpec(sealing, "AES");
        this.derivationKey = hmac(key, Bytes.ofUtf8("jeton derive"));
        Arrays.fill(sealing, (byte) 0);
    }

    /** The key with these {@value #KEY_BYTES} bytes; the caller wipes its array. */
    public static SealingKey of(byte[] key) {
        return new SealingKey(key);
    }

    public static SealingKey generate() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        SealingKey sealingKey = new SealingKey(key);
        Arrays.fill(key, (byte) 0);
        return sealingKey;
    }

    /**
     * Reads a key from a mounted file: {@value #KEY_BYTES} raw bytes, or their base64 in one line.
     *
     * @throws IOException if the file cannot be read or holds neither; the message names the file, never its contents
     */
    public static SealingKey load(Path file) throws IOException {
        if (Files.size(file) > 256) {
            throw new IOException(file + ": a sealing key has " + KEY_BYTES + " bytes, this file has far more");
        }
        byte[] content = Files.readAllBytes(file);
        byte[] key = content.length == KEY_BYTES ? content : decoded(file, content);
        try {
            return new SealingKey(key);
        } finally {
            Arrays.fill(content, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }

    /** {@code plain}, sealed for {@code context}. */
    public Bytes seal(Bytes context, Bytes plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(plain.toArray());
            return Bytes.concat(Bytes.of(nonce), Bytes.of(ciphertext));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is missing from this JVM", e);
        }
    }

    /**
     * What {@link #seal} sealed for the same {@code context}.
     *
     * @throws MalformedMessage if it was sealed by another key or for another context, or was changed since
     */
    public Bytes open(Bytes context, Bytes sealed) {
        if (sealed.size() < OVERHEAD_BYTES) {
            throw MalformedMessage.of("sealed", "expected at least " + OVERHEAD_BYTES + " bytes, got " + sealed.size());
        }
        byte[] nonce = sealed.slice(0, NONCE_BYTES).toArray();
        byte[] ciphertext = sealed.slice(NONCE_BYTES, sealed.size()).toArray();
        try {
            return Bytes.of(cipher(Cipher.DECRYPT_MODE, nonce, context).doFinal(ciphertext));
        } catch (AEADBadTagException e) {
            throw MalformedMessage.of("sealed", "wrong key, wrong context, or changed since it was sealed");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is missing from this JVM", e);
        }
    }

    /**
     * What {@code other} has sealed for {@code context}, sealed by this key instead; what it is, is not handed out.
     *
     * @throws MalformedMessage as {@link #open} does
     */
    public Bytes reseal(SealingKey other, Bytes context, Bytes sealed) {
        return seal(context, other.open(context, sealed));
    }

    /** HMAC-SHA-256 of {@code data} under a key derived for {@code purpose}: {@value #KEY_BYTES} bytes. */
    public Bytes mac(String purpose, Bytes data) {
        byte[] key = hmac(derivationKey, Bytes.ofUtf8("mac " + purpose));
        try {
            return Bytes.of(hmac(key, data));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** Another sealing key, for {@code purpose} and {@code data} alone. */
    public SealingKey derive(String purpose, Bytes data) {
        byte[] key = hmac(derivationKey, Bytes.concat(Bytes.ofUtf8("key " + purpose), Bytes.of((byte) 0), data));
        try {
            return new SealingKey(key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "SealingKey[redacted]";
    }

    private Cipher cipher(int mode, byte[] nonce, Bytes context) throws GeneralSecurityException {
        Cipher cipher = Engine.active().aesGcm();
        cipher.init(mode, aesKey, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.toArray());
        return cipher;
    }

    private static byte[] hmac(byte[] key, Bytes data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data.toArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is missing from this JVM", e);
        }
    }

    private static byte[] decoded(Path file, byte[] content) throws IOException {
        int end = content.length;
        while (end > 0 && (content[end - 1] == '\n' || content[end - 1] == '\r')) {
            end--;
        }
        byte[] line = Arrays.copyOf(content, end);
        try {
            byte[] key = Base64.getDecoder().decode(line);
            if (key.length == KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // Falls through: whatever the file holds, it is not a key, and its contents stay out of the message.
        } finally {
            Arrays.fill(line, (byte) 0);
        }
        throw new IOException(file + ": expected " + KEY_BYTES + " raw bytes or their base64 in one line");
    }
}
