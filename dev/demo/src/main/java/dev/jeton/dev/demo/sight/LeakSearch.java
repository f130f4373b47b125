package dev.jeton.dev.demo.sight;

import dev.jeton.crypto.wire.Bytes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts secrets of all kinds in a dump or a log, in one pass and in all their {@link Spellings}. Immutable and safe for
 * concurrent use.
 */
public final class LeakSearch {
    /** Shorter ones turn up by chance, and are refused. */
    public static final int MIN_BYTES = 8;

    private final Map<Long, List<Needle>> byPrefix = new HashMap<>();
    private final BitSet firstTwoBytes = new BitSet(1 << 16);

    private static final class Needle {
        final Secret kind;
        final byte[] spelling;

        Needle(Secret kind, byte[] spelling) {
            this.kind = kind;
            this.spelling = spelling;
        }

        boolean isAt(byte[] text, int at) {
            if (text.length - at < spelling.length) {
                return false;
            }
            for (int i = 0; i < spelling.length; i++) {
                if (text[at + i] != spelling[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    /** @throws IllegalArgumentException if a secret has less than {@value #MIN_BYTES} bytes */
    public LeakSearch(Map<Secret, ? extends Collection<Bytes>> secrets) {
        secrets.forEach((kind, values) -> values.forEach(value -> {
            if (value.size() < MIN_BYTES) {
                throw new IllegalArgumentException("a " + kind + " of " + value.size() + " bytes is found by chance");
            }
            Spellings.of(value).forEach(spelling -> add(new Needle(kind, spelling.toArray())));
        }));
    }

    /** How often each kind occurs in {@code text}, whatever the spelling. */
    public Counts count(byte[] text) {
        Counts counts = new Counts();
        for (int at = 0; at + MIN_BYTES <= text.length; at++) {
            if (firstTwoBytes.get(firstTwoBytes(text, at))) {
                for (Needle needle : byPrefix.getOrDefault(prefix(text, at), List.of())) {
                    if (needle.isAt(text, at)) {
                        counts.add(needle.kind);
                    }
                }
            }
        }
        return counts;
    }

    private void add(Needle needle) {
        byPrefix.computeIfAbsent(prefix(needle.spelling, 0), unused -> new ArrayList<>())
                .add(needle);
        firstTwoBytes.set(firstTwoBytes(needle.spelling, 0));
    }

    private static int firstTwoBytes(byte[] text, int at) {
        return ((text[at] & 0xff) << 8) | (text[at + 1] & 0xff);
    }

    private static long prefix(byte[] text, int at) {
        long prefix = 0;
        for (int i = 0; i < MIN_BYTES; i++) {
            prefix = (prefix << 8) | (text[at + i] & 0xff);
        }
        return prefix;
    }
}
