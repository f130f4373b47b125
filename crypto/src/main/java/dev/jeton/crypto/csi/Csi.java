package dev.jeton.crypto.csi;

import dev.jeton.crypto.wire.MalformedMessage;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A cross-service identifier in its one canonical spelling. Two CSIs are the same exactly when their URIs are equal.
 *
 * <ul>
 *   <li>{@code tel:+14155550123}: a global number (RFC 3966, Section 5.1.4) of 2 to 15 digits, the first not zero
 *       (E.164), without visual separators and without parameters.
 *   <li>{@code mailto:bob@example.com}: one address (RFC 6068) whose local part is a dot-atom of ASCII (RFC 5322,
 *       Section 3.2.3) of at most 64 octets, whose domain is a {@link DomainName}, and which has at most 254 octets
 *       altogether (RFC 5321, Section 4.5.3.1). Exactly the characters for which RFC 6068, Section 2 demands it are
 *       percent-encoded, with upper-case digits.
 * </ul>
 *
 * <p><b>Letters of a local part are lower-case.</b> RFC 5321, Section 2.4 lets a mail host tell {@code Bob} from
 * {@code bob} and advises against it; hosts follow the advice, and people type either. Were case kept, one person
 * would have many CSIs, and a sender would find or miss him by the shift key. The fold cannot hand one person's CSI to
 * another behind the host's back, since only the domain's own CSIP attests the folded address. Nothing else is folded:
 * what {@code bob+news} or {@code b.o.b} mean is known to that host alone. Quoted local parts, address literals and
 * internationalised local parts (RFC 6531) are not CSIs.
 */
public record Csi(String uri) {
    /** The longest canonical URI: a local part of 64 percent-encoded characters in an address of 254. */
    public static final int MAX_CHARS = 7 + 254 + 2 * 64;

    static final String TEL = "tel:";
    static final String MAILTO = "mailto:";
    /** What stands in a local part as it is, and what RFC 6068 wants encoded: together the atext of RFC 5322. */
    static final String PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789-_~!$'*+";

    static final String ENCODED = "#%&/=?^`{|}";

    private static final int MAX_LOCAL_CHARS = 64;
    private static final int MAX_ADDRESS_CHARS = 254;
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{1,14}");
    private static final Pattern LOCAL_PART = localPart();

    /** What a CSI identifies its owner by. */
    public enum Kind {
        TEL,
        MAILTO
    }

    /**
     * The CSI that {@code uri} spells.
     *
     * @throws MalformedMessage unless {@code uri} is spelled canonically
     */
    public Csi {
        require("csi", uri);
    }

    /**
     * The CSI that {@code uri} spells.
     *
     * @throws MalformedMessage naming {@code field} unless {@code uri} is spelled canonically
     */
    public static Csi parse(String field, String uri) {
        require(field, uri);
        return new Csi(uri);
    }

    public Kind kind() {
        return uri.startsWith(TEL) ? Kind.TEL : Kind.MAILTO;
    }

    /** {@code +} and the digits of a {@code tel:} CSI. */
    public Optional<String> number() {
        return kind() == Kind.TEL ? Optional.of(uri.substring(TEL.length())) : Optional.empty();
    }

    /** The domain of a {@code mailto:} CSI. */
    public Optional<DomainName> mailDomain() {
        return kind() == Kind.MAILTO
                ? Optional.of(new DomainName(uri.substring(uri.indexOf('@') + 1)))
                : Optional.empty();
    }

    /** The kind and never the identifier: use {@link #uri} where the identifier is meant to be read. */
    @Override
    public String toString() {
        return "Csi[" + kind() + "]";
    }

    private static void require(String field, String uri) {
        if (uri.length() > MAX_CHARS) {
            throw MalformedMessage.of(field, "at most " + MAX_CHARS + " characters, got " + uri.length());
        }
        if (uri.startsWith(TEL)) {
            if (!NUMBER.matcher(uri.substring(TEL.length())).matches()) {
                throw MalformedMessage.of(field, "not tel:+ and 2 to 15 digits");
            }
        } else if (!uri.startsWith(MAILTO) || !isAddress(uri.substring(MAILTO.length()))) {
            throw MalformedMessage.of(field, "not a canonical tel: or mailto: URI");
        }
    }

    private static boolean isAddress(String address) {
        int at = address.indexOf('@');
        if (at < 0) {
            return false;
        }
        String localPart = address.substring(0, at);
        int localChars = localPart.length()
                - 2 * (int) localPart.chars().filter(c -> c == '%').count();
        return LOCAL_PART.matcher(localPart).matches()
                && localChars <= MAX_LOCAL_CHARS
                && localChars + address.length() - at <= MAX_ADDRESS_CHARS
                && DomainName.isCanonical(address.substring(at + 1));
    }

    private static Pattern localPart() {
        StringBuilder atom = new StringBuilder("(?:[" + Pattern.quote(PLAIN) + "]");
        ENCODED.chars().forEach(c -> atom.append("|%%%02X".formatted(c)));
        atom.append(")+");
        return Pattern.compile(atom + "(?:\\." + atom + ")*");
    }
}
