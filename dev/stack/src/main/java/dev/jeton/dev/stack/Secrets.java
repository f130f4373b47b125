package dev.jeton.dev.stack;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Random text. */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** Lower-case hexadecimal for {@code bytes} random bytes. */
    static String hex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
