package dev.jeton.crypto.wire;

/**
 * Reads one message from start to end, in network byte order. Every read names its field, so that a refusal can.
 *
 * <p>Never allocates more than what the message itself holds. For one thread.
 */
public final class ByteReader {
    private final Bytes source;
    private int at;

    public ByteReader(Bytes source) {
        this.source = source;
    }

    public int remaining() {
        return source.size() - at;
    }

    public int uint8(String field) {
        need(field, 1);
        return source.at(at++);
    }

    public int uint16(String field) {
        need(field, 2);
        int value = source.at(at) << 8 | source.at(at + 1);
        at += 2;
        return value;
    }

    public Bytes bytes(String field, int size) {
        need(field, size);
        Bytes value = source.slice(at, at + size);
        at += size;
        return value;
    }

    /** Whatever is left. */
    public Bytes rest() {
        Bytes value = source.slice(at, source.size());
        at = source.size();
        return value;
    }

    /** A variable-length integer in any of its forms (RFC 9000, Section 16): 0 to 2^62 - 1. */
    public long varint(String field) {
        int first = uint8(field);
        int size = 1 << (first >> 6);
        long value = first & 0x3f;
        for (int i = 1; i < size; i++) {
            value = value << 8 | uint8(field);
        }
        return value;
    }

    /** A length as a {@link #varint}; {@link MalformedMessage} also when it is more than what is left of the message. */
    public int varintLength(String field) {
        long value = varint(field);
        if (value > remaining()) {
            throw MalformedMessage.of(field, "longer than the " + remaining() + " bytes that are left");
        }
        return (int) value;
    }

    /**
     * The same in its shortest form and no other, as the {@code <V>} vectors of draft-ietf-privacypass-batched-tokens
     * require.
     */
    public int minimalVarintLength(String field) {
        int before = remaining();
        int value = varintLength(field);
        if (before - remaining() != ByteWriter.varintSize(value)) {
            throw MalformedMessage.of(field, "length is not in its shortest form");
        }
        return value;
    }

    /** Refuses whatever is left: a message has no trailing bytes. */
    public void end(String message) {
        if (remaining() != 0) {
            throw MalformedMessage.of(message, remaining() + " trailing bytes");
        }
    }

    private void need(String field, int size) {
        if (size > remaining()) {
            throw MalformedMessage.size(field, size, remaining());
        }
    }
}
