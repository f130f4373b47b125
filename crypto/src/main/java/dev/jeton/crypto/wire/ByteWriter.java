package dev.jeton.crypto.wire;

import java.io.ByteArrayOutputStream;

/** Writes one message from start to end, in network byte order: the counterpart of {@link ByteReader}. */
public final class ByteWriter {
    private static final long MAX_VARINT = (1L << 62) - 1;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public ByteWriter uint8(int value) {
        out.write(inRange(value, 0xff));
        return this;
    }

    public ByteWriter uint16(int value) {
        out.write(inRange(value, 0xffff) >> 8);
        out.write(value);
        return this;
    }

    public ByteWriter uint64(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
        return this;
    }

    public ByteWriter bytes(Bytes value) {
        out.writeBytes(value.toArray());
        return this;
    }

    /** {@code value} with its size in two bytes before it. */
    public ByteWriter opaque16(Bytes value) {
        return uint16(value.size()).bytes(value);
    }

    /** The shortest variable-length integer for {@code value} (RFC 9000, Section 16). */
    public ByteWriter varint(long value) {
        int size = varintSize(value);
        long tagged = value | (long) Integer.numberOfTrailingZeros(size) << (size * 8 - 2);
        for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) {
            out.write((int) (tagged >>> shift));
        }
        return this;
    }

    public Bytes toBytes() {
        return Bytes.of(out.toByteArray());
    }

    static int varintSize(long value) {
        if (value < 0 || value > MAX_VARINT) {
            throw new IllegalArgumentException("no variable-length integer holds " + value);
        }
        if (value < 1 << 6) {
            return 1;
        }
        if (value < 1 << 14) {
            return 2;
        }
        return value < 1 << 30 ? 4 : 8;
    }

    private static int inRange(int value, int max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(value + " is not in 0.." + max);
        }
        return value;
    }
}
