package dev.jeton.dev.stack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Looks for thousands of strings at once in hundreds of megabytes: by the first eight bytes of each. */
final class NeedleSearch {
    private static final int PREFIX_BYTES = 8;
    private static final int FILTER_BITS = 22;
    /** What is compressed is looked at so far. */
    private static final int MOST_INFLATED = 1 << 16;

    private final BitSet filter = new BitSet(1 << FILTER_BITS);
    private final Map<Long, List<byte[]>> needles = new HashMap<>();

    /** @param spellings each of at least eight characters of ISO 8859-1 */
    NeedleSearch(Collection<String> spellings) {
        for (String spelling : spellings) {
            byte[] needle = spelling.getBytes(ISO_8859_1);
            if (needle.length < PREFIX_BYTES) {
                throw new IllegalArgumentException("too short to be told from chance: " + spelling);
            }
            long prefix = 0;
            for (int i = 0; i < PREFIX_BYTES; i++) {
                prefix = (prefix << 8) | (needle[i] & 0xff);
            }
            filter.set(slot(prefix));
            needles.computeIfAbsent(prefix, none -> new ArrayList<>()).add(needle);
        }
    }

    List<String> in(byte[] haystack) {
        Set<String> found = new LinkedHashSet<>();
        search(haystack, found);
        search(inflated(haystack), found);
        return List.copyOf(found);
    }

    private void search(byte[] haystack, Set<String> found) {
        long window = 0;
        for (int at = 0; at < haystack.length; at++) {
            window = (window << 8) | (haystack[at] & 0xff);
            if (at >= PREFIX_BYTES - 1 && filter.get(slot(window))) {
                int from = at - PREFIX_BYTES + 1;
                for (byte[] needle : needles.getOrDefault(window, List.of())) {
                    int to = from + needle.length;
                    if (to <= haystack.length && Arrays.equals(haystack, from, to, needle, 0, needle.length)) {
                        found.add(new String(needle, ISO_8859_1));
                    }
                }
            }
        }
    }

    /** All that stands behind a header of zlib or gzip, or what looks like one. */
    private static byte[] inflated(byte[] haystack) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[MOST_INFLATED];
        for (int at = 0; at + 10 < haystack.length; at++) {
            int header = ((haystack[at] & 0xff) << 8) | (haystack[at + 1] & 0xff);
            if (header == 0x1f8b && haystack[at + 2] == 8 && haystack[at + 3] == 0) {
                inflate(haystack, at + 10, buffer, all);
            } else if (header >> 8 == 0x78 && header % 31 == 0 && (header & 0x20) == 0) {
                inflate(haystack, at + 2, buffer, all);
            }
        }
        return all.toByteArray();
    }

    private static void inflate(byte[] haystack, int from, byte[] buffer, ByteArrayOutputStream all) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(haystack, from, Math.min(haystack.length - from, MOST_INFLATED));
            all.write(buffer, 0, inflater.inflate(buffer));
        } catch (DataFormatException e) {
            // It only looked like it.
        } finally {
            inflater.end();
        }
    }

    private static int slot(long prefix) {
        return (int) ((prefix * 0x9e3779b97f4a7c15L) >>> (64 - FILTER_BITS));
    }
}
