package dev.jeton.crypto.bhttp;

import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what follows the control data, in the framing that the message began with. For one thread.
 *
 * <p>A message may end before any section, which is then empty (RFC 9292, Sections 3.1 and 3.8), and nowhere inside one.
 */
final class SectionReader {
    /** What a message is, by its first integer (RFC 9292, Section 3.3). */
    enum Kind {
        REQUEST("request", 0),
        RESPONSE("response", 1);

        final String title;
        final int knownLength;

        Kind(String title, int knownLength) {
            this.title = title;
            this.knownLength = knownLength;
        }

        int indeterminateLength() {
            return knownLength + 2;
        }
    }

    private final ByteReader reader;
    private final boolean knownLength;

    private SectionReader(ByteReader reader, boolean knownLength) {
        this.reader = reader;
        this.knownLength = knownLength;
    }

    /** Behind the framing indicator; {@link MalformedMessage} if it is not one of {@code kind}. */
    static SectionReader of(Kind kind, Bytes message) {
        ByteReader reader = new ByteReader(message);
        long framing = reader.varint("framing indicator");
        if (framing != kind.knownLength && framing != kind.indeterminateLength()) {
            throw MalformedMessage.of("framing indicator", "none of a " + kind.title);
        }
        return new SectionReader(reader, framing == kind.knownLength);
    }

    String text(String field) {
        return Latin1.text(reader.bytes(field, reader.varintLength(field)));
    }

    long integer(String field) {
        return reader.varint(field);
    }

    Fields fields() {
        if (reader.remaining() == 0) {
            return Fields.EMPTY;
        }
        List<Fields.Line> lines = new ArrayList<>();
        if (knownLength) {
            ByteReader section = new ByteReader(reader.bytes("fields", reader.varintLength("fields")));
            while (section.remaining() > 0) {
                add(lines, section, section.varintLength("field name"));
            }
        } else {
            for (int size = reader.varintLength("field name"); size > 0; size = reader.varintLength("field name")) {
                add(lines, reader, size);
            }
        }
        return new Fields(lines);
    }

    private static void add(List<Fields.Line> lines, ByteReader from, int nameBytes) {
        if (lines.size() == Fields.MAX_LINES) {
            throw Fields.tooMany();
        }
        Bytes name = from.bytes("field name", nameBytes);
        lines.add(Fields.line(name, from.bytes("field value", from.varintLength("field value"))));
    }

    Bytes content() {
        if (reader.remaining() == 0) {
            return Bytes.EMPTY;
        }
        if (knownLength) {
            return reader.bytes("content", reader.varintLength("content"));
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int size = reader.varintLength("chunk"); size > 0; size = reader.varintLength("chunk")) {
            content.writeBytes(reader.bytes("chunk", size).toArray());
        }
        return Bytes.of(content.toByteArray());
    }

    /** Refuses whatever is left but zeros. */
    void end() {
        Bytes padding = reader.rest();
        for (int i = 0; i < padding.size(); i++) {
            if (padding.at(i) != 0) {
                throw MalformedMessage.of("padding", "not zero");
            }
        }
    }
}
