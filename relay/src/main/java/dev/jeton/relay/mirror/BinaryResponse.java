package dev.jeton.relay.mirror;

import dev.jeton.relay.http.Answer;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** A response as a known-length Binary HTTP message (RFC 9292, Section 3.1). Written only, by this relay. */
final class BinaryResponse {
    static final String MEDIA_TYPE = "message/bhttp";

    private static final int KNOWN_LENGTH_RESPONSE = 1;

    private BinaryResponse() {}

    /** {@code answer}, whose fields have names in lower case, without trailers and without padding. */
    static Buffer encode(Answer answer) {
        Buffer fields = Buffer.buffer();
        answer.fields().forEach(field -> {
            append(fields, Buffer.buffer(field.name().getBytes(StandardCharsets.US_ASCII)));
            append(fields, Buffer.buffer(field.value().getBytes(StandardCharsets.US_ASCII)));
        });
        Buffer message = Buffer.buffer();
        append(message, KNOWN_LENGTH_RESPONSE);
        append(message, answer.status());
        append(message, fields);
        append(message, answer.body());
        append(message, Buffer.buffer());
        return message;
    }

    private static void append(Buffer message, Buffer part) {
        append(message, part.length());
        message.appendBuffer(part);
    }

    /** A variable-length integer of QUIC (RFC 9000, Section 16): the first two bits are the logarithm of its size. */
    private static void append(Buffer message, int value) {
        if (value < 1 << 6) {
            message.appendByte((byte) value);
        } else if (value < 1 << 14) {
            message.appendUnsignedShort(value | 0x4000);
        } else if (value < 1 << 30) {
            message.appendUnsignedInt(value | 0x8000_0000L);
        } else {
            throw new IllegalArgumentException("longer than anything that is mirrored");
        }
    }
}
