package dev.jeton.dev.demo.sight;

import dev.jeton.crypto.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The ways in which a secret stands in logs and dumps: as it is; in hexadecimal, as PostgreSQL prints bytes; in base64
 * inside of something longer, as in a JWS; and in hexadecimal of that. Encrypted and hashed it is not found, which is
 * the point of both.
 */
final class Spellings {
    private static final int BITS_PER_CHAR = 6;

    private Spellings() {}

    /** All spellings of {@code secret}, each at least as long as the secret itself. */
    static Set<Bytes> of(Bytes secret) {
        Set<Bytes> readable = new LinkedHashSet<>();
        readable.add(secret);
        for (int offset = 0; offset < 3; offset++) {
            readable.add(inside(Base64.getUrlEncoder(), secret, offset));
            readable.add(inside(Base64.getEncoder(), secret, offset));
        }
        Set<Bytes> all = new LinkedHashSet<>(readable);
        readable.forEach(spelling -> all.add(Bytes.ofUtf8(spelling.toHex())));
        return all;
    }

    /**
     * The characters of a longer base64 text that depend on {@code secret} alone, if it starts {@code offset} bytes after
     * a multiple of three.
     */
    private static Bytes inside(Base64.Encoder encoder, Bytes secret, int offset) {
        byte[] padded = Bytes.concat(Bytes.of(new byte[offset]), secret).toArray();
        String encoded = new String(encoder.encode(padded), StandardCharsets.US_ASCII);
        int from = (offset * 8 + BITS_PER_CHAR - 1) / BITS_PER_CHAR;
        int to = padded.length * 8 / BITS_PER_CHAR;
        return Bytes.ofUtf8(encoded.substring(from, to));
    }
}
