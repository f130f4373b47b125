package dev.jeton.crypto.bhttp;

import dev.jeton.crypto.wire.Bytes;

/**
 * Sizes that messages are padded to, so that their own tells little: {@code smallest}, twice as much, four times, and so on.
 * Encryption adds the same to each. A reader takes the zeros at the end of a message for padding (RFC 9292, Section 3.8).
 *
 * @param smallest 1 to 2^20 bytes: what nearly all messages fit in
 */
public record SizeClasses(int smallest) {
    private static final int LARGEST_SMALLEST = 1 << 20;

    public SizeClasses {
        if (smallest < 1 || smallest > LARGEST_SMALLEST) {
            throw new IllegalArgumentException(
                    "the smallest size is 1 to " + LARGEST_SMALLEST + " bytes, not " + smallest);
        }
    }

    /** {@code message}, and zeros up to the next size. */
    public Bytes pad(Bytes message) {
        long size = smallest;
        while (size < message.size()) {
            size *= 2;
        }
        return Bytes.concat(message, Bytes.of(new byte[Math.toIntExact(size - message.size())]));
    }
}
