package dev.jeton.dev.demo.evidence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whatever in a log or a dump could be the name of one person, one token or one question: words with digits in them,
 * identifiers, addresses, long numbers, and each eight bytes in a row of what is binary, in hex or in base64, also several
 * times over. Two parties that share one could be joined by it. Short and readable things are left out: they are found by
 * chance. Not safe for concurrent use.
 */
final class Values {
    private static final int MOST_LAYERS = 4;
    private static final int WINDOW_BYTES = 8;
    /** Eight random bytes have fewer different ones once in a billion times; a counter, or padding, always. */
    private static final int LEAST_DIFFERENT_BYTES = 5;
    /** Longer ones are looked at in pieces of eight bytes. */
    private static final int MOST_WORD_CHARS = 96;

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9+/_-]{12,}");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{16,}|[0-9A-F]{16,}");
    /** Ten digits hold 32 bits, and what a JVM calls its objects is the same in many. */
    private static final Pattern NUMBER = Pattern.compile("(?<![0-9.])[0-9]{11,}(?![0-9.])");

    private static final Pattern IDENTIFIER = Pattern.compile(
            "(?:tel|mailto|mimi|urn):[^\\s\"'<>,;(){}\\[\\]\\\\]{4,}|(?<![\\w.%+-])[\\w.%+-]++@[\\w.-]{4,}");
    /** What is left of a metric's value behind its point. Two ratios may be the same; read as hex or base64 they would be bytes. */
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,20}(?:E-?[0-9]{0,3})?");

    private static final Pattern ADDRESS = Pattern.compile("(?<![0-9.])127(?:\\.[0-9]{1,3}){3}(?![0-9.])");

    /** Public by what they are, each with the reason. What is public by what it says is given to {@link #inCommonWith}. */
    private static final Map<Pattern, String> PUBLIC = Map.of(
            Pattern.compile(".*20[0-9]{2}-[01][0-9]-[0-3][0-9].*"),
            "a time to the hour or second: that both sides have clocks is in the threat model",
            Pattern.compile("1[0-9]{12}|1[0-9]{15}|1[0-9]{18}"),
            "a time in milliseconds, microseconds or nanoseconds",
            Pattern.compile("[a-z.-]+-thread-[0-9]+|ForkJoinPool-[0-9]+-worker-[0-9]+"),
            "the name of a thread: every Quarkus application has the same",
            Pattern.compile("[\\w.$]+@[0-9a-f]{1,8}"),
            "what a JVM calls an object: drawn from the same seed in each");

    private final Set<String> words = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private long[] windows = new long[1 << 12];
    private int size;

    /** All values in {@code content}. */
    Values add(byte[] content) {
        add(content, 0);
        return this;
    }

    /** What these and {@code others} have in common, and {@code known} has not; what was binary in hex. */
    Set<String> inCommonWith(Values others, Values known) {
        Set<String> common = new TreeSet<>(words);
        common.retainAll(others.words);
        common.removeAll(known.words);
        long[] theirs = others.sorted();
        long[] old = known.sorted();
        for (long window : sorted()) {
            if (Arrays.binarySearch(theirs, window) >= 0 && Arrays.binarySearch(old, window) < 0) {
                common.add("0x" + HexFormat.of().toHexDigits(window));
            }
        }
        return common;
    }

    /** These values that {@code others} have too. */
    Values sharedWith(Values others) {
        Values shared = new Values();
        shared.words.addAll(words);
        shared.words.retainAll(others.words);
        long[] theirs = others.sorted();
        for (long window : sorted()) {
            if (Arrays.binarySearch(theirs, window) >= 0) {
                shared.addWindow(window);
            }
        }
        return shared;
    }

    int count() {
        return words.size() + (int) Arrays.stream(sorted()).distinct().count();
    }

    private void add(byte[] content, int layer) {
        String text = new String(content, ISO_8859_1);
        boolean isText = isText(content);
        if (!isText) {
            addWindows(content);
        }
        all(IDENTIFIER, text);
        all(ADDRESS, text);
        all(NUMBER, text);
        if (layer == MOST_LAYERS) {
            return;
        }
        Matcher hex = HEX.matcher(text);
        while (hex.find()) {
            String run = hex.group();
            if (!isDigits(run) && seen.add(run)) {
                for (int offset = 0; offset < 2; offset++) {
                    int even = (run.length() - offset) & ~1;
                    add(HexFormat.of().parseHex(run, offset, offset + even), layer + 1);
                }
            }
        }
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            String run = word.group();
            if (looksMade(run) && !isDigits(run) && !isPublic(run) && seen.add("b" + run)) {
                if (run.length() <= MOST_WORD_CHARS) {
                    words.add(run);
                }
                decode(run, layer + 1);
            }
        }
    }

    private void decode(String base64, int layer) {
        byte[] decoded = base64(base64);
        add(decoded, layer);
        // What stands before may be glued to it: all four ways to begin. Text shows that it began right.
        for (int offset = 1; offset < 4 && !isText(decoded); offset++) {
            add(base64(base64.substring(offset)), layer);
        }
    }

    private static byte[] base64(String base64) {
        String url = base64.replace('+', '-').replace('/', '_');
        int length = url.length() % 4 == 1 ? url.length() - 1 : url.length();
        return Base64.getUrlDecoder().decode(url.substring(0, length));
    }

    private void all(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (!isPublic(matcher.group())) {
                words.add(matcher.group());
            }
        }
    }

    private static boolean isDigits(String run) {
        return DIGITS.matcher(run).matches();
    }

    private static boolean isPublic(String value) {
        return PUBLIC.keySet().stream().anyMatch(kind -> kind.matcher(value).matches());
    }

    private void addWindows(byte[] content) {
        long window = 0;
        for (int at = 0; at < content.length; at++) {
            window = (window << 8) | (content[at] & 0xff);
            if (at >= WINDOW_BYTES - 1 && isTelling(window)) {
                addWindow(window);
            }
        }
    }

    private void addWindow(long window) {
        if (size == windows.length) {
            compact();
        }
        windows[size++] = window;
    }

    private void compact() {
        windows = sorted();
        size = 0;
        for (int i = 0; i < windows.length; i++) {
            if (i == 0 || windows[i] != windows[i - 1]) {
                windows[size++] = windows[i];
            }
        }
        windows = Arrays.copyOf(windows, Math.max(2 * size, 1 << 12));
    }

    private long[] sorted() {
        long[] all = Arrays.copyOf(windows, size);
        Arrays.sort(all);
        return all;
    }

    /** Digits among letters, as names that were drawn have, and most words have not. */
    private static boolean looksMade(String run) {
        return run.chars().anyMatch(Character::isDigit) && run.chars().anyMatch(Character::isLetter);
    }

    private static boolean isText(byte[] content) {
        for (byte character : content) {
            if ((character < ' ' || character > '~') && character != '\n' && character != '\r' && character != '\t') {
                return false;
            }
        }
        return true;
    }

    private static boolean isTelling(long window) {
        long different = 0;
        int unprintable = 0;
        boolean[] met = new boolean[256];
        for (int shift = 0; shift < Long.SIZE; shift += 8) {
            int one = (int) (window >>> shift) & 0xff;
            if (!met[one]) {
                met[one] = true;
                different++;
            }
            if (one < ' ' || one > '~') {
                unprintable++;
            }
        }
        return different >= LEAST_DIFFERENT_BYTES && unprintable > 0;
    }
}
