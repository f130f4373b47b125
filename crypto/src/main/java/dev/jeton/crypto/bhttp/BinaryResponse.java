package dev.jeton.crypto.bhttp;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/**
 * A final HTTP response (RFC 9292, Section 3). Its text form shows the status and sizes.
 *
 * @param status 200 to 599
 */
public record BinaryResponse(int status, Fields headers, Bytes content, Fields trailers) {
    /** How many informational responses may come before it. */
    static final int MAX_INFORMATIONAL = 8;

    /** Refuses another status with {@link MalformedMessage}. */
    public BinaryResponse {
        if (status < 200 || status > 599) {
            throw MalformedMessage.of("status", "not 200 to 599");
        }
    }

    /** The response that {@code message} holds, in either framing; {@link MalformedMessage} for anything else. */
    public static BinaryResponse parse(Bytes message) {
        SectionReader reader = SectionReader.of(SectionReader.Kind.RESPONSE, message);
        BinaryResponse response =
                new BinaryResponse(finalStatus(reader), reader.fields(), reader.content(), reader.fields());
        reader.end();
        return response;
    }

    private static int finalStatus(SectionReader reader) {
        for (int informational = 0; informational <= MAX_INFORMATIONAL; informational++) {
            long status = reader.integer("status");
            if (status < 100 || status > 599) {
                throw MalformedMessage.of("status", "not 100 to 599");
            }
            if (status >= 200) {
                return (int) status;
            }
            reader.fields();
        }
        throw MalformedMessage.of("status", "more than " + MAX_INFORMATIONAL + " informational responses");
    }

    /** With known length and without padding; see {@link SizeClasses}. */
    public Bytes encode() {
        return new SectionWriter()
                .integer(SectionReader.Kind.RESPONSE.knownLength)
                .integer(status)
                .fields(headers)
                .content(content)
                .fields(trailers)
                .toBytes();
    }

    @Override
    public String toString() {
        return "BinaryResponse[" + status + ", " + headers.lines().size() + " fields, " + content + "]";
    }
}
