package dev.jeton.crypto.discovery;

import dev.jeton.crypto.wire.MalformedMessage;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Who runs a service, in its own words: for people, and for the check that two services are run by two. 1 to {@value
 * #MAX_CHARS} printable characters, among them a letter or a digit.
 */
public record OperatorName(String name) {
    public static final int MAX_CHARS = 128;

    /** Refuses a name out of its bounds with {@link MalformedMessage}. */
    public OperatorName {
        if (name.isBlank()
                || name.length() > MAX_CHARS
                || name.chars().anyMatch(Character::isISOControl)
                || letters(name).isEmpty()) {
            throw MalformedMessage.of("operator", "not 1 to " + MAX_CHARS + " printable characters with a letter");
        }
    }

    /**
     * Whether both names have the same letters and digits in the same order. Case, spaces, punctuation, marks that cannot be
     * seen and ways to write one character do not make an operator somebody else; what a liar calls itself nobody can tell.
     */
    public boolean isSame(OperatorName other) {
        return letters(name).equals(letters(other.name));
    }

    private static String letters(String name) {
        String compatible = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(compatible, Normalizer.Form.NFKC)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Override
    public String toString() {
        return name;
    }
}
