package dev.jeton.crypto.bhttp;

import dev.jeton.crypto.wire.Bytes;
import java.nio.charset.StandardCharsets;

/** Text in which each character is one byte, as HTTP has it. */
final class Latin1 {
    private Latin1() {}

    static String text(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
    }

    /** {@code text} has passed a pattern or a check that lets nothing above 0xff through. */
    static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
