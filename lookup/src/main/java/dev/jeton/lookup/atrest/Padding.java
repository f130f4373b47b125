package dev.jeton.lookup.atrest;

import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;

/**
 * Size classes: a document rests with {@value #SMALLEST} bytes or the next power of two, so that its length does not
 * tell how many providers it names.
 */
final class Padding {
    static final int SMALLEST = 2048;

    private static final int LENGTH_BYTES = 2;
    private static final int MAX_DOCUMENT = 0xffff;

    private Padding() {}

    /** {@code uint16 length || document || zeros}. */
    static Bytes pad(Bytes document) {
        if (document.size() > MAX_DOCUMENT) {
            throw new IllegalArgumentException("a document has at most " + MAX_DOCUMENT + " bytes");
        }
        int size = SMALLEST;
        while (size < LENGTH_BYTES + document.size()) {
            size *= 2;
        }
        return new ByteWriter()
                .uint16(document.size())
                .bytes(document)
                .bytes(Bytes.of(new byte[size - LENGTH_BYTES - document.size()]))
                .toBytes();
    }

    /** What {@link #pad} padded. The seal around it says that nobody changed it. */
    static Bytes unpad(Bytes padded) {
        ByteReader reader = new ByteReader(padded);
        return reader.bytes("document", reader.uint16("length"));
    }
}
