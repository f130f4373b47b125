package dev.jeton.crypto.token;

import dev.jeton.crypto.voprf.DleqProof;
import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.List;

/** The {@code <V>} vectors of amortized batches: encoded elements side by side, and before them their size in bytes. */
final class ElementVector {
    static final int ELEMENT_BYTES = VoprfTokenRequest.BLINDED_MESSAGE_BYTES;

    private ElementVector() {}

    static int encodedBytes(int elements) {
        int size = Math.multiplyExact(elements, ELEMENT_BYTES);
        return new ByteWriter().varint(size).toBytes().size() + size;
    }

    /** Refuses no elements, too many for one proof, and a part of one. */
    static List<Bytes> read(String field, ByteReader reader) {
        int size = reader.minimalVarintLength(field);
        if (size % ELEMENT_BYTES != 0) {
            throw MalformedMessage.of(field, size + " bytes are no whole number of elements");
        }
        requireCount(field, size / ELEMENT_BYTES);
        List<Bytes> elements = new ArrayList<>();
        for (int read = 0; read < size; read += ELEMENT_BYTES) {
            elements.add(reader.bytes(field, ELEMENT_BYTES));
        }
        return elements;
    }

    static ByteWriter write(ByteWriter writer, List<Bytes> elements) {
        writer.varint((long) elements.size() * ELEMENT_BYTES);
        elements.forEach(writer::bytes);
        return writer;
    }

    static void requireCount(String field, int elements) {
        if (elements < 1 || elements > DleqProof.MAX_BATCH) {
            throw MalformedMessage.of(field, "expected 1 to " + DleqProof.MAX_BATCH + " elements, got " + elements);
        }
    }
}
