package dev.jeton.crypto.csi;

import dev.jeton.crypto.wire.MalformedMessage;
import java.util.regex.Pattern;

/**
 * A fully qualified DNS name in its one spelling: lower-case letters, digits and hyphens, at least two labels of 1 to
 * 63 characters, no trailing dot, {@value #MAX_CHARS} characters at most (RFC 5890, Section 2.3.1, RFC 5321, Section
 * 4.1.2). An internationalised name is spelled in A-labels.
 *
 * <p>The last label has a letter: an IPv4 address is not a name.
 */
public record DomainName(String name) {
    public static final int MAX_CHARS = 253;

    static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

    private static final Pattern LABELS = Pattern.compile("(?:" + LABEL + "\\.)+(?!\\d+$)" + LABEL);

    /**
     * The name that {@code name} spells.
     *
     * @throws MalformedMessage unless {@code name} is spelled canonically
     */
    public DomainName {
        if (!isCanonical(name)) {
            throw refusal("domain");
        }
    }

    /**
     * The name that {@code name} spells.
     *
     * @throws MalformedMessage naming {@code field} unless {@code name} is spelled canonically
     */
    public static DomainName parse(String field, String name) {
        if (!isCanonical(name)) {
            throw refusal(field);
        }
        return new DomainName(name);
    }

    static boolean isCanonical(String name) {
        return name.length() <= MAX_CHARS && LABELS.matcher(name).matches();
    }

    private static MalformedMessage refusal(String field) {
        return MalformedMessage.of(field, "not a lower-case domain name of at most " + MAX_CHARS + " characters");
    }
}
