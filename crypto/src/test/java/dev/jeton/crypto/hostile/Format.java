package dev.jeton.crypto.hostile;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How one parser reads and how its values are written again.
 *
 * @param oneSpelling whether a value has one encoding only. JSON documents, header fields and what people type have
 *     several by nature; of those the first writing must be the last
 * @param work what reading costs besides copying
 */
record Format<T>(Function<Bytes, T> parse, Function<T, Bytes> encode, boolean oneSpelling, Work work) {
    /** What a parser allocates for each byte of its input at most, retained or not. */
    enum Work {
        /** Copies, trees, strings. The dearest byte is one of many tiny elements in JSON. */
        COPYING(64),
        /**
         * Arithmetic: a square root for each compressed point of a curve, 44 kB of temporaries for 49 bytes; the check of a
         * signature; the test whether an RSA modulus is prime, 320 kB for 342 bytes. They are garbage as soon as they are made.
         */
        ARITHMETIC(1024),
        /** The computation of a key that rests sealed and that no outsider writes: measured for nothing. */
        KEYS(Long.MAX_VALUE / Integer.MAX_VALUE);

        final long bytesPerInputByte;

        Work(long bytesPerInputByte) {
            this.bytesPerInputByte = bytesPerInputByte;
        }
    }

    /** The same, with points of a curve, moduli or signatures inside. */
    Format<T> withArithmetic() {
        return new Format<>(parse, encode, oneSpelling, Work.ARITHMETIC);
    }

    /** A value and its bytes are one to one. */
    static <T> Format<T> exact(Function<Bytes, T> parse, Function<T, Bytes> encode) {
        return new Format<>(parse, encode, true, Work.COPYING);
    }

    /** Several inputs may mean one value. */
    static <T> Format<T> lenient(Function<Bytes, T> parse, Function<T, Bytes> encode) {
        return new Format<>(parse, encode, false, Work.COPYING);
    }

    static <T> Format<T> exactText(Function<String, T> parse, Function<T, String> encode) {
        return exact(bytes -> parse.apply(text(bytes)), value -> Bytes.ofUtf8(encode.apply(value)));
    }

    /** The same for parsers that are told what to call the value in a refusal. */
    static <T> Format<T> exactText(BiFunction<String, String, T> parse, Function<T, String> encode) {
        return exactText(text -> parse.apply("field", text), encode);
    }

    static <T> Format<T> lenientText(Function<String, T> parse, Function<T, String> encode) {
        return lenient(bytes -> parse.apply(text(bytes)), value -> Bytes.ofUtf8(encode.apply(value)));
    }

    /** A key of our own, sealed: several inputs may mean one. */
    static <T> Format<T> sealedKey(Function<Bytes, T> parse, Function<T, Bytes> encode) {
        return new Format<>(parse, encode, false, Work.KEYS);
    }

    private static String text(Bytes utf8) {
        String text = new String(utf8.toArray(), StandardCharsets.UTF_8);
        // Whoever handed over the text has decoded it: what is no UTF-8 never comes as far as the parser.
        if (!Bytes.ofUtf8(text).equals(utf8)) {
            throw MalformedMessage.of("text", "not UTF-8");
        }
        return text;
    }
}
