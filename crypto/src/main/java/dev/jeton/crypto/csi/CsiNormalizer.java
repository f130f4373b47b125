package dev.jeton.crypto.csi;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.ByteArrayOutputStream;
import java.net.IDN;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Turns what people type or paste into a {@link Csi}: a phone number in international form or an address, bare or as
 * a {@code tel:} or {@code mailto:} URI.
 *
 * <p>A number may carry separators, other scripts' digits, and the invisible direction marks that address books wrap
 * around it; letters, extensions and URI parameters are refused, never dropped, since a number without them would be
 * somebody else's. Its length must be possible in its country, which libphonenumber's metadata tell; whether it is
 * assigned is not asked, since new ranges appear faster than libraries are updated. A {@code mailto:} URI is
 * percent-decoded once, and may have no header fields and no second address.
 *
 * <p>An internationalised domain becomes A-labels by the JDK's IDNA2003. The four characters that IDNA2008 maps
 * differently (RFC 5894, Section 7.2) are refused, so that nobody is sent to another domain than his browser would
 * choose; such a domain is typed as A-labels.
 *
 * <p>Stateless; safe for concurrent use.
 */
public final class CsiNormalizer {
    private static final int MAX_INPUT_CHARS = 512;
    private static final String SEPARATORS = " \u00a0\u2009\u202f\u3000-\u2010\u2011\u2012\u2013\u2014\u2212./()";
    private static final String PLUS_SIGNS = "+\uff0b";
    private static final String DIRECTION_MARKS =
            "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";
    private static final String IDNA_DEVIATIONS = "\u00df\u1e9e\u03c2\u200c\u200d";
    private static final String NO_REGION = "ZZ";

    private CsiNormalizer() {}

    /**
     * The CSI that {@code input} means to people anywhere: a number starts with a plus sign and its country code.
     *
     * @throws MalformedMessage if it is no such number and no address
     */
    public static Csi normalize(String input) {
        return normalize(input, NO_REGION);
    }

    /**
     * The CSI that {@code uri} spells, canonically or not: what a provider makes of a question before anything else, so
     * that a client's separators cost nobody a token.
     *
     * @throws MalformedMessage if it is no {@code tel:} or {@code mailto:} URI, or spells no CSI
     */
    public static Csi normalizeUri(String uri) {
        if (!hasScheme(uri, Csi.TEL) && !hasScheme(uri, Csi.MAILTO)) {
            throw refusal("not a tel: or mailto: URI");
        }
        return normalize(uri);
    }

    /**
     * The CSI that {@code input} means to people in {@code region}, where a number may also be in national form.
     *
     * @param region a country as ISO 3166-1 alpha-2, upper-case
     * @throws MalformedMessage if it is no such number and no address
     */
    public static Csi normalize(String input, String region) {
        if (input.length() > MAX_INPUT_CHARS) {
            throw refusal("at most " + MAX_INPUT_CHARS + " characters, got " + input.length());
        }
        String text = trimmed(input);
        if (hasScheme(text, Csi.TEL)) {
            return phone(text.substring(Csi.TEL.length()), region);
        }
        if (hasScheme(text, Csi.MAILTO)) {
            String[] parts = addressParts(text.substring(Csi.MAILTO.length()));
            return mail(percentDecoded(parts[0]), percentDecoded(parts[1]));
        }
        if (text.indexOf('@') >= 0) {
            String[] parts = addressParts(text);
            return mail(parts[0], parts[1]);
        }
        return phone(text, region);
    }

    private static boolean hasScheme(String text, String scheme) {
        return text.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static Csi phone(String text, String region) {
        // The separators go here and not in libphonenumber, which stops reading at what it takes for a second number.
        StringBuilder number = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isDigit(c)) {
                number.append(Character.digit(c, 10));
            } else if (PLUS_SIGNS.indexOf(c) >= 0 && number.length() == 0) {
                number.append('+');
            } else if (SEPARATORS.indexOf(c) < 0) {
                throw refusal("not a phone number: digits, separators and a leading plus sign");
            }
        });
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber parsed = phones.parse(number, region);
            if (phones.isPossibleNumberWithReason(parsed) != ValidationResult.IS_POSSIBLE) {
                throw refusal("no phone number of its country has this length");
            }
            String e164 = phones.format(parsed, PhoneNumberFormat.E164);
            // libphonenumber drops one trunk prefix. Whoever reads the result would drop another, and mean another
            // number.
            if (!phones.format(phones.parse(e164, NO_REGION), PhoneNumberFormat.E164)
                    .equals(e164)) {
                throw refusal("more than one trunk prefix");
            }
            return new Csi(Csi.TEL + e164);
        } catch (NumberParseException e) {
            throw refusal("not a phone number with its country code");
        }
    }

    private static Csi mail(String localPart, String domain) {
        StringBuilder uri = new StringBuilder(Csi.MAILTO);
        // Not String.toLowerCase, which turns some letters outside of ASCII, the Kelvin sign among them, into ASCII.
        localPart.chars().map(c -> c >= 'A' && c <= 'Z' ? c + 32 : c).forEach(c -> {
            if (Csi.ENCODED.indexOf(c) >= 0) {
                uri.append("%%%02X".formatted(c));
            } else if (c == '.' || Csi.PLAIN.indexOf(c) >= 0) {
                uri.append((char) c);
            } else {
                throw refusal("a local part is a dot-atom of ASCII characters");
            }
        });
        return new Csi(uri.append('@').append(ascii(domain)).toString());
    }

    private static String ascii(String domain) {
        if (domain.chars().anyMatch(c -> IDNA_DEVIATIONS.indexOf(c) >= 0)) {
            throw refusal("this domain must be typed as A-labels (xn--...)");
        }
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw refusal("not a domain name");
        }
    }

    private static String[] addressParts(String address) {
        String[] parts = address.split("@", -1);
        if (parts.length != 2) {
            throw refusal("an address has one @");
        }
        return parts;
    }

    private static String percentDecoded(String text) {
        if (text.indexOf('?') >= 0) {
            throw refusal("a mailto: URI with header fields is more than an address");
        }
        try {
            // An encoder of its own: String.getBytes would make a question mark of an unpaired surrogate.
            ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            ByteArrayOutputStream decoded = new ByteArrayOutputStream();
            while (utf8.hasRemaining()) {
                byte next = utf8.get();
                decoded.write(next == '%' ? hexDigit(utf8) << 4 | hexDigit(utf8) : next);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded.toByteArray()))
                    .toString();
        } catch (IllegalArgumentException | BufferUnderflowException | CharacterCodingException e) {
            throw refusal("not percent-encoded UTF-8");
        }
    }

    private static int hexDigit(ByteBuffer utf8) {
        return HexFormat.fromHexDigit(utf8.get());
    }

    private static String trimmed(String input) {
        int from = 0;
        int to = input.length();
        while (from < to && isTrimmed(input.charAt(from))) {
            from++;
        }
        while (from < to && isTrimmed(input.charAt(to - 1))) {
            to--;
        }
        return input.substring(from, to);
    }

    private static boolean isTrimmed(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || DIRECTION_MARKS.indexOf(c) >= 0;
    }

    private static MalformedMessage refusal(String problem) {
        return MalformedMessage.of("csi", problem);
    }
}
