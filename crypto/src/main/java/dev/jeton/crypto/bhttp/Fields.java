package dev.jeton.crypto.bhttp;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The lines of a header or trailer section, in their order (RFC 9292, Section 3.6): at most {@value #MAX_LINES}.
 *
 * <p>Each character of a value is one byte, 0xff the highest.
 */
public record Fields(List<Line> lines) {
    public static final int MAX_LINES = 64;
    public static final Fields EMPTY = new Fields(List.of());

    public Fields {
        if (lines.size() > MAX_LINES) {
            throw tooMany();
        }
        lines = List.copyOf(lines);
    }

    /** One field line. The text form shows no value, which may be a token. */
    public record Line(String name, String value) {
        private static final int MAX_NAME_CHARS = 128;
        private static final String IN_NAMES = "abcdefghijklmnopqrstuvwxyz0123456789-!#$%&'*+.^_`|~";

        /** Refuses with {@link MalformedMessage} what would be malformed in HTTP/2 (RFC 9113, Section 8.2.1), or a control. */
        public Line {
            if (name.isEmpty() || name.length() > MAX_NAME_CHARS || !consistsOf(name, Line::isInNames)) {
                throw MalformedMessage.of(
                        "field name", "not 1 to " + MAX_NAME_CHARS + " characters of a token in lower case");
            }
            if (!consistsOf(value, Line::isInValues)) {
                throw MalformedMessage.of("field value", "holds a character that no value holds");
            }
            if (!value.isEmpty() && (isSpace(value.charAt(0)) || isSpace(value.charAt(value.length() - 1)))) {
                throw MalformedMessage.of("field value", "begins or ends with white space");
            }
        }

        /** Without a stream or a matcher for each line: the next message may have hundreds. */
        private static boolean consistsOf(String text, IntPredicate allowed) {
            for (int i = 0; i < text.length(); i++) {
                if (!allowed.test(text.charAt(i))) {
                    return false;
                }
            }
            return true;
        }

        private static boolean isInNames(int c) {
            return IN_NAMES.indexOf(c) >= 0;
        }

        private static boolean isInValues(int c) {
            return c == '\t' || (c >= 0x20 && c <= 0xff && c != 0x7f);
        }

        private static boolean isSpace(char c) {
            return c == ' ' || c == '\t';
        }

        @Override
        public String toString() {
            return "Line[" + name + "]";
        }
    }

    /** These lines, and one more at their end. */
    public Fields with(String name, String value) {
        List<Line> more = new ArrayList<>(lines);
        more.add(new Line(name, value));
        return new Fields(more);
    }

    /** The values of all lines of this name, which is in lower case. */
    public List<String> all(String name) {
        return lines.stream()
                .filter(line -> line.name().equals(name))
                .map(Line::value)
                .toList();
    }

    static MalformedMessage tooMany() {
        return MalformedMessage.of("fields", "more than " + MAX_LINES + " lines");
    }

    static Line line(Bytes name, Bytes value) {
        return new Line(Latin1.text(name), Latin1.text(value));
    }
}
