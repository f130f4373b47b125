package dev.jeton.crypto.bhttp;

import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;

/** Writes a message of known length, with every section and without padding (RFC 9292, Section 3.1). */
final class SectionWriter {
    private final ByteWriter out = new ByteWriter();

    SectionWriter integer(long value) {
        out.varint(value);
        return this;
    }

    SectionWriter text(String value) {
        return content(Latin1.bytes(value));
    }

    SectionWriter fields(Fields fields) {
        SectionWriter lines = new SectionWriter();
        fields.lines().forEach(line -> lines.text(line.name()).text(line.value()));
        return content(lines.toBytes());
    }

    SectionWriter content(Bytes content) {
        out.varint(content.size()).bytes(content);
        return this;
    }

    Bytes toBytes() {
        return out.toBytes();
    }
}
