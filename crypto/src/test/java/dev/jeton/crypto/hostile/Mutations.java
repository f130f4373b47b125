package dev.jeton.crypto.hostile;

import dev.jeton.crypto.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Small changes to valid encodings: what arrives from a careless or a hostile peer, and often is still accepted. */
final class Mutations {
    /** What parsers of text stumble over, by experience. */
    static final List<String> DICTIONARY = List.of(
            "1e400000000",
            "-0",
            "1.0",
            "1E1",
            "9223372036854775808",
            "99999999999999999999",
            "00",
            "null",
            "true",
            "{}",
            "[]",
            "[[[[",
            "{\"a\":",
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "\\udc00",
            "\ufeff",
            "\u0661\u0662",
            "\uff0b49",
            "\u3002",
            "\uff0e",
            "\u2024",
            "xn--",
            "XN--",
            "%2E",
            "%40",
            "%00",
            "%zz",
            "%C3%28",
            ":443",
            ":0443",
            ":65536",
            "@",
            ".",
            "..",
            ",",
            ";ext=1",
            "?to=",
            "=",
            "==",
            "+",
            "-",
            "_",
            "/",
            "PrivateToken ",
            "Basic x, ",
            "challenge=",
            "token=\"\"",
            "\t",
            "\r\n",
            "\0",
            "\"crit\":[\"b64\"],",
            "\"b64\":false,",
            "\"jwk\":{},",
            "\"kid\":1,",
            "\"alg\":\"none\",",
            "AA",
            "AB",
            "tel:",
            "mailto:",
            "\u212a",
            "\u0130",
            "\u00df");

    private Mutations() {}

    /** {@code valid} with up to four changes, and without any in one case of four. */
    static Bytes mutate(Bytes valid, Bytes other, Random random) {
        byte[] bytes = valid.toArray();
        for (int changes = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(4); changes > 0; changes--) {
            bytes = change(bytes, other.toArray(), random);
        }
        return Bytes.of(bytes);
    }

    private static byte[] change(byte[] bytes, byte[] other, Random random) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(9));
        return switch (random.nextInt(9)) {
            case 0 -> splice(bytes, from, from == bytes.length ? from : from + 1, new byte[] {(byte) random.nextInt()});
            case 1 -> splice(bytes, from, to, new byte[0]);
            case 2 -> splice(bytes, from, from, Arrays.copyOfRange(bytes, from, to));
            case 3 -> splice(bytes, from, from, word(random));
            case 4 -> splice(bytes, from, to, word(random));
            case 5 -> Arrays.copyOf(bytes, from);
            case 6 ->
                splice(
                        bytes,
                        from,
                        bytes.length,
                        Arrays.copyOfRange(other, Math.min(from, other.length), other.length));
            case 7 -> flip(bytes, random);
            default -> digits(bytes, random);
        };
    }

    private static byte[] flip(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        if (changed.length > 0) {
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return changed;
    }

    /** Another decimal digit for one of those that are there. */
    private static byte[] digits(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        for (int tries = 0; tries < 64 && changed.length > 0; tries++) {
            int at = random.nextInt(changed.length);
            if (changed[at] >= '0' && changed[at] <= '9') {
                changed[at] = (byte) ('0' + random.nextInt(10));
                break;
            }
        }
        return changed;
    }

    private static byte[] word(Random random) {
        return DICTIONARY.get(random.nextInt(DICTIONARY.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] between) {
        byte[] spliced = Arrays.copyOf(bytes, from + between.length + bytes.length - to);
        System.arraycopy(between, 0, spliced, from, between.length);
        System.arraycopy(bytes, to, spliced, from + between.length, bytes.length - to);
        return spliced;
    }
}
