package dev.jeton.lookup.atrest;

import dev.jeton.crypto.wire.Bytes;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rows of nobody, which are opened where an identifier has fewer of its own than it may have: so that the same is done for each
 * question, whoever it is about. They are made at start, and are in no table.
 */
final class Decoys {
    /** No CSI: so these are nobody's keys. */
    private static final Bytes NOBODY = Bytes.ofUtf8("decoy");

    private final CsiKeys keys;
    private final List<SealedRow> rows;

    /** @param most rows that are opened for one question */
    Decoys(AtRestKeys secrets, int most) {
        keys = secrets.of(NOBODY);
        Bytes document = keys.seal("", SealedDocument.NOTHING.encode());
        SealedRow row = new SealedRow(
                secrets.current().id(),
                keys.rowKey().toArray(),
                keys.ownerKey("").toArray(),
                document.toArray());
        rows = Collections.nCopies(most, row);
    }

    /** The documents, all of them expired, of as many as it takes beside {@code own} rows; each is opened when it is asked for. */
    Stream<Bytes> beside(int own) {
        return rows.stream().skip(own).map(keys::open);
    }

    /** All of them, as they would rest. */
    List<SealedRow> rows() {
        return rows;
    }
}
