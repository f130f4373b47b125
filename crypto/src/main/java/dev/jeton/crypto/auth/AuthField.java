package dev.jeton.crypto.auth;

import dev.jeton.crypto.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One challenge or one set of credentials: a scheme with parameters (RFC 9110, Section 11.2). Scheme and names are in
 * lower case. A {@code token68}, which other schemes use, is kept as no parameters at all.
 */
record AuthField(String scheme, Map<String, String> parameters) {
    static final int MAX_FIELD_CHARS = 16 * 1024;

    private static final int MAX_PARAMETERS = 64;

    /** All that {@code value} holds, in order. Throws {@link MalformedMessage} for what the grammar does not know. */
    static List<AuthField> parseAll(String field, String value) {
        if (value.length() > MAX_FIELD_CHARS) {
            throw MalformedMessage.of(field, "longer than " + MAX_FIELD_CHARS + " characters");
        }
        return new Parser(field, value).fields();
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** Reads from left to right and never goes back further than one token. */
    private static final class Parser {
        private final String field;
        private final String text;
        private final List<AuthField> fields = new ArrayList<>();
        private int at;

        Parser(String field, String text) {
            this.field = field;
            this.text = text;
        }

        List<AuthField> fields() {
            skipListSeparators();
            while (at < text.length()) {
                String scheme = token().toLowerCase(Locale.ROOT);
                boolean bare = at == text.length() || text.charAt(at) == ',';
                if (!bare && !isSpace(text.charAt(at))) {
                    throw malformed("a scheme is followed by a space");
                }
                skipSpaces();
                fields.add(new AuthField(scheme, bare ? Map.of() : parameters()));
                skipListSeparators();
            }
            return fields;
        }

        private Map<String, String> parameters() {
            Map<String, String> parameters = new LinkedHashMap<>();
            while (at < text.length() && text.charAt(at) != ',') {
                int start = at;
                String name = token().toLowerCase(Locale.ROOT);
                skipSpaces();
                boolean equals = take('=');
                if (parameters.isEmpty() && (!equals || at == text.length() || "=,".indexOf(text.charAt(at)) >= 0)) {
                    skipToken68(start);
                    return Map.of();
                }
                skipSpaces();
                if (parameters.put(name, value()) != null) {
                    throw malformed("a parameter is given twice");
                }
                if (parameters.size() > MAX_PARAMETERS) {
                    throw malformed("more than " + MAX_PARAMETERS + " parameters");
                }
                skipSpaces();
                requireSeparator();
                skipListSeparators();
                if (at == text.length() || startsChallenge()) {
                    return parameters;
                }
            }
            return parameters;
        }

        private void requireSeparator() {
            if (at < text.length() && text.charAt(at) != ',') {
                throw malformed("parameters and challenges are separated by commas");
            }
        }

        /** Whether a scheme, and not a parameter, stands here: a token that no {@code =} follows. */
        private boolean startsChallenge() {
            int start = at;
            token();
            skipSpaces();
            boolean scheme = at == text.length() || text.charAt(at) != '=';
            at = start;
            return scheme;
        }

        private void skipToken68(int start) {
            at = start;
            while (at < text.length() && text.charAt(at) != ',' && !isSpace(text.charAt(at))) {
                char c = text.charAt(at);
                if (!isTokenChar(c) && c != '/' && c != '=') {
                    throw malformed("neither parameters nor a token68");
                }
                at++;
            }
            skipSpaces();
            requireSeparator();
        }

        private String value() {
            return at < text.length() && text.charAt(at) == '"' ? quotedString() : token();
        }

        private String quotedString() {
            StringBuilder content = new StringBuilder();
            for (at++; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '"') {
                    at++;
                    return content.toString();
                }
                if (c == '\\' && ++at < text.length()) {
                    c = text.charAt(at);
                }
                if ((c < 0x20 && c != '\t') || c == 0x7f) {
                    break;
                }
                content.append(c);
            }
            throw malformed("a quoted string does not end");
        }

        private String token() {
            int start = at;
            while (at < text.length() && isTokenChar(text.charAt(at))) {
                at++;
            }
            if (at == start) {
                throw malformed("expected a name or a value");
            }
            return text.substring(start, at);
        }

        private void skipListSeparators() {
            while (at < text.length() && (text.charAt(at) == ',' || isSpace(text.charAt(at)))) {
                at++;
            }
        }

        private void skipSpaces() {
            while (at < text.length() && isSpace(text.charAt(at))) {
                at++;
            }
        }

        private boolean take(char expected) {
            if (at < text.length() && text.charAt(at) == expected) {
                at++;
                return true;
            }
            return false;
        }

        private MalformedMessage malformed(String problem) {
            return MalformedMessage.of(field, problem);
        }

        private static boolean isSpace(char c) {
            return c == ' ' || c == '\t';
        }

        /** {@code tchar} of RFC 9110, Section 5.6.2. */
        private static boolean isTokenChar(char c) {
            return (c >= '0' && c <= '9')
                    || (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
        }
    }
}
