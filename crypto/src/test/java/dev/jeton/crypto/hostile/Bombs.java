package dev.jeton.crypto.hostile;

import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Inputs that make a careless parser allocate, recurse or compute far beyond their size. Every parser gets every one. */
final class Bombs {
    private static final int LARGE = 8 * 1024;

    private Bombs() {}

    static List<Bytes> all() {
        List<Bytes> bombs = new ArrayList<>();
        claimedLengths(bombs);
        json(bombs);
        text(bombs);
        bombs.add(Bytes.of(new byte[LARGE]));
        bombs.add(Bytes.of("\u00ff".repeat(LARGE).getBytes(StandardCharsets.ISO_8859_1)));
        return bombs;
    }

    /** Little, and before it the promise of much. */
    private static void claimedLengths(List<Bytes> bombs) {
        for (long length : new long[] {1, 63, 64, 16_383, 16_384, Integer.MAX_VALUE, 1L << 32, (1L << 62) - 1}) {
            Bytes varint = new ByteWriter().varint(length).toBytes();
            bombs.add(varint);
            bombs.add(Bytes.concat(Bytes.ofHex("000100"), varint, Bytes.of(new byte[49])));
        }
        bombs.add(Bytes.ofHex("c000000000000001ff")); // One byte, its length in eight.
        bombs.add(Bytes.ofHex("0002ffff"));
        bombs.add(Bytes.ofHex("00020001612000"));
        bombs.add(Bytes.ofHex("ffff".repeat(40)));
        bombs.add(Bytes.ofHex("3084ffffffff")); // ASN.1
        bombs.add(Bytes.ofHex("3080".repeat(LARGE / 4)));
    }

    private static void json(List<Bytes> bombs) {
        for (String depth : List.of("[", "{\"a\":", "[{\"a\":", "{\"token-keys\":[")) {
            bombs.add(Bytes.ofUtf8("{\"keys\":" + depth.repeat(LARGE / depth.length())));
        }
        for (String element : List.of("[]", "{}", "0", "1e1", "\"\"", "{\"a\":0}", "18446744073709551616", "[0]")) {
            for (String member : List.of("keys", "token-keys", "msps", "csips", "mappings", "x")) {
                String elements = (element + ",").repeat(LARGE / (element.length() + 1)) + element;
                bombs.add(Bytes.ofUtf8("{\"" + member + "\":[" + elements + "]}"));
            }
        }
        for (String number : List.of("1e400000000", "1e-400000000", "1e999999999999", "-0", "1.0", "-1", "1e1")) {
            for (String member : List.of("epoch", "iat", "exp", "seq", "challenge-generation", "x")) {
                bombs.add(Bytes.ofUtf8("{\"" + member + "\":" + number + "}"));
            }
        }
        bombs.add(Bytes.ofUtf8("{\"x\":" + "9".repeat(LARGE) + "}"));
        bombs.add(Bytes.ofUtf8("{\"x\":0." + "1".repeat(LARGE) + "}"));
        bombs.add(Bytes.ofUtf8("{\"x\":\"" + "a".repeat(LARGE) + "\"}"));
        bombs.add(Bytes.ofUtf8("{\"x\":\"" + "\\u0000".repeat(LARGE / 6) + "\"}"));
        bombs.add(Bytes.ofUtf8("{\"" + "a".repeat(LARGE) + "\":0}"));
        bombs.add(Bytes.ofUtf8(" ".repeat(LARGE) + "{}"));
        StringBuilder members = new StringBuilder("{\"a\":0");
        for (int i = 0; members.length() < LARGE; i++) {
            members.append(",\"").append(Integer.toString(i, 36)).append("\":0");
        }
        bombs.add(Bytes.ofUtf8(members + "}"));
        // String.hashCode is the same for all of these.
        StringBuilder colliding = new StringBuilder("{\"a\":0");
        for (int i = 0; i < 512; i++) {
            colliding
                    .append(",\"")
                    .append(Integer.toBinaryString(512 + i).replace("0", "Aa").replace("1", "BB"));
            colliding.append("\":0");
        }
        bombs.add(Bytes.ofUtf8(colliding + "}"));
    }

    private static void text(List<Bytes> bombs) {
        for (String unit : List.of(
                "a",
                ".",
                "-",
                "a.",
                "a-",
                "@",
                "%25",
                "%",
                ",",
                "a,",
                "a ",
                "a=b,",
                "\"",
                "=",
                "\\",
                "1",
                "+",
                "(",
                "\u0661",
                "\u0301",
                "\ufb03",
                "\ufdfa",
                "\ud83d\ude00",
                "A")) {
            String much = unit.repeat(LARGE / unit.length() / 2);
            for (String prefix : List.of(
                    "",
                    "tel:+",
                    "mailto:a@",
                    "mailto:",
                    "mimi://",
                    "PrivateToken ",
                    "a@",
                    "PrivateToken challenge=\"",
                    "e30.e30.",
                    "-----BEGIN PRIVATE KEY-----\n")) {
                if (prefix.length() < 5) {
                    bombs.add(Bytes.ofUtf8(prefix + much));
                }
                // Not long enough to be refused for its length alone.
                bombs.add(Bytes.ofUtf8(prefix + unit.repeat(Math.max(1, 250 / unit.length()))));
            }
        }
    }
}
