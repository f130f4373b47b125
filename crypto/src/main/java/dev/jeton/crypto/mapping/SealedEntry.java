package dev.jeton.crypto.mapping;

import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What is inside of one slot of {@link SealedEntries}, {@value #BYTES} bytes whatever it says:
 *
 * <pre>
 *   uint8 version = 1 | uint8 kind | uint8 position
 *   uint8 size | domain of the provider, ASCII
 *   uint8 count | count times: uint8 size | tag, UTF-8
 *   zeros
 * </pre>
 *
 * @param position among the entries for the same audience, the preferred one first. Not among all: the last of eight would
 *     tell its reader of seven others
 */
record SealedEntry(Audience.Kind kind, int position, Mapping.Entry entry) {
    static final int BYTES = 128;
    static final int MAX_POSITION = SealedEntries.SLOTS - 1;

    private static final int VERSION = 1;
    private static final String SCHEME = "mimi://";
    private static final Bytes ZEROS = Bytes.of(new byte[BYTES]);

    /** Refuses a position out of range, and provider and tags that do not fit, with {@link MalformedMessage}. */
    SealedEntry {
        if (position < 0 || position > MAX_POSITION) {
            throw MalformedMessage.of("position", "not in 0.." + MAX_POSITION);
        }
        int size = content(kind, position, entry).size();
        if (size > BYTES) {
            throw MalformedMessage.of("sealed entry", "at most " + BYTES + " bytes, got " + size);
        }
    }

    /** Reads {@value #BYTES} bytes; one entry has one encoding, and all others are refused. */
    static SealedEntry parse(Bytes plain) {
        MalformedMessage.requireSize("sealed entry", plain, BYTES);
        ByteReader reader = new ByteReader(plain);
        if (reader.uint8("version") != VERSION) {
            throw MalformedMessage.of("version", "not " + VERSION);
        }
        Audience.Kind kind = Audience.Kind.ofCode(reader.uint8("kind"))
                .orElseThrow(() -> MalformedMessage.of("kind", "no such kind of audience"));
        int position = reader.uint8("position");
        MspUri msp = MspUri.parse("msp", SCHEME + text(reader, "msp"));
        int count = reader.uint8("tags");
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tags.add(text(reader, "tags"));
        }
        SealedEntry entry = new SealedEntry(kind, position, new Mapping.Entry(msp, tags));
        if (!entry.encode().equals(plain)) {
            throw MalformedMessage.of("padding", "not zeros");
        }
        return entry;
    }

    Bytes encode() {
        Bytes content = content(kind, position, entry);
        return Bytes.concat(content, ZEROS.slice(content.size(), BYTES));
    }

    private static Bytes content(Audience.Kind kind, int position, Mapping.Entry entry) {
        ByteWriter writer = new ByteWriter().uint8(VERSION).uint8(kind.code()).uint8(position);
        put(writer, entry.msp().uri().substring(SCHEME.length()));
        writer.uint8(entry.tags().size());
        entry.tags().forEach(tag -> put(writer, tag));
        return writer.toBytes();
    }

    private static void put(ByteWriter writer, String text) {
        Bytes utf8 = Bytes.ofUtf8(text);
        writer.uint8(utf8.size()).bytes(utf8);
    }

    private static String text(ByteReader reader, String field) {
        Bytes utf8 = reader.bytes(field, reader.uint8(field));
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8.toArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw MalformedMessage.of(field, "not UTF-8");
        }
    }
}
