package dev.jeton.crypto.csi;

import dev.jeton.crypto.wire.MalformedMessage;
import java.util.regex.Pattern;

/**
 * The name of an HTTPS server that tokens and documents are bound to: its lower-case host, and {@code :port} unless that
 * is 443 (RFC 9110, Section 4.2.2). {@value #MAX_CHARS} characters at most.
 *
 * <p>Unlike a {@link DomainName} the host may be a single label: {@code localhost:8443} is a server, if nobody's mail
 * domain.
 */
public record Authority(String name) {
    public static final int MAX_CHARS = DomainName.MAX_CHARS + 6;

    private static final Pattern FORM =
            Pattern.compile(DomainName.LABEL + "(?:\\." + DomainName.LABEL + ")*(?::(?!443$)[1-9][0-9]{0,4})?");

    /**
     * The authority that {@code name} spells.
     *
     * @throws MalformedMessage unless it is spelled canonically
     */
    public Authority {
        if (!isCanonical(name)) {
            throw refusal("authority");
        }
    }

    /**
     * The authority that {@code name} spells.
     *
     * @throws MalformedMessage naming {@code field} unless it is spelled canonically
     */
    public static Authority parse(String field, String name) {
        if (!isCanonical(name)) {
            throw refusal(field);
        }
        return new Authority(name);
    }

    @Override
    public String toString() {
        return name;
    }

    private static boolean isCanonical(String name) {
        int colon = name.indexOf(':');
        return name.length() <= MAX_CHARS
                && (colon < 0 ? name.length() : colon) <= DomainName.MAX_CHARS
                && FORM.matcher(name).matches()
                && (colon < 0 || Integer.parseInt(name.substring(colon + 1)) <= 0xffff);
    }

    private static MalformedMessage refusal(String field) {
        return MalformedMessage.of(field, "not a lower-case host, with :port unless 443");
    }
}
