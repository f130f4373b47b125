package dev.jeton.redeemer.history;

import java.util.Random;

/** Bytes that look random and follow from a number. */
final class Tags {
    private Tags() {}

    static byte[] of(long number, int size) {
        byte[] bytes = new byte[size];
        new Random(number * 0x9E3779B97F4A7C15L).nextBytes(bytes);
        return bytes;
    }
}
