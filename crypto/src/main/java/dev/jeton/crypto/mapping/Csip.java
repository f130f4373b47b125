package dev.jeton.crypto.mapping;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.DomainName;
import dev.jeton.crypto.jose.DatedKeySet;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A provider of CSIs, its keys, and the CSIs that it may attest: those it hands out and no others. A number registry is
 * one as well, which may say who else attests a number.
 *
 * @param issuer its name in the {@code iss} of attestations, usually an {@code https:} URI: 1 to
 *     {@value #MAX_ISSUER_CHARS} visible ASCII characters
 * @param keys what it signs counts if its {@code iat} lies in the key's time, and as long as the key is listed: a key that
 *     somebody else has got hold of is taken from the list
 * @param numberPrefixes of E.164 numbers, a plus sign and 1 to 15 digits: {@code +49151}
 * @param mailDomains exactly these: a subdomain may be somebody else's
 * @param portPrefixes of E.164 numbers of which it may sign a {@link PortRecord}
 */
public record Csip(
        String issuer,
        DatedKeySet keys,
        List<String> numberPrefixes,
        List<DomainName> mailDomains,
        List<String> portPrefixes) {
    public static final int MAX_ISSUER_CHARS = 255;
    public static final int MAX_RANGES = 1024;

    static final String KEYS = "jwks";

    private static final Pattern ISSUER = Pattern.compile("[!-~]{1," + MAX_ISSUER_CHARS + "}");
    private static final Pattern PREFIX = Pattern.compile("\\+[1-9][0-9]{0,14}");
    private static final int MAX_PREFIX_CHARS = 16;
    private static final String PORT_PREFIXES = "port-prefixes";

    /** Refuses a name or a prefix of another form, and more than {@value #MAX_RANGES}, with {@link MalformedMessage}. */
    public Csip {
        requireIssuer("iss", issuer);
        numberPrefixes = List.copyOf(numberPrefixes);
        mailDomains = List.copyOf(mailDomains);
        portPrefixes = List.copyOf(portPrefixes);
        if (mailDomains.size() > MAX_RANGES) {
            throw MalformedMessage.of("mail-domains", "more than " + MAX_RANGES);
        }
        requirePrefixes("number-prefixes", numberPrefixes);
        requirePrefixes(PORT_PREFIXES, portPrefixes);
    }

    /** One whose keys have neither a beginning nor an end. */
    public Csip(
            String issuer,
            JwkSet keys,
            List<String> numberPrefixes,
            List<DomainName> mailDomains,
            List<String> portPrefixes) {
        this(issuer, DatedKeySet.always(keys), numberPrefixes, mailDomains, portPrefixes);
    }

    /** The same, which signs no port records. */
    public Csip(String issuer, JwkSet keys, List<String> numberPrefixes, List<DomainName> mailDomains) {
        this(issuer, keys, numberPrefixes, mailDomains, List.of());
    }

    static Csip parse(JsonObject json) {
        return parse(json, DatedKeySet.parse(json.object(KEYS)));
    }

    /** Everything but the keys. */
    static Csip parse(JsonObject json, DatedKeySet keys) {
        List<DomainName> domains = json.strings("mail-domains", MAX_RANGES, DomainName.MAX_CHARS).stream()
                .map(name -> DomainName.parse(json.pathOf("mail-domains"), name))
                .toList();
        return new Csip(
                json.string("iss", MAX_ISSUER_CHARS),
                keys,
                json.strings("number-prefixes", MAX_RANGES, MAX_PREFIX_CHARS),
                domains,
                json.has(PORT_PREFIXES) ? json.strings(PORT_PREFIXES, MAX_RANGES, MAX_PREFIX_CHARS) : List.of());
    }

    Csip withKeys(DatedKeySet others) {
        return new Csip(issuer, others, numberPrefixes, mailDomains, portPrefixes);
    }

    JsonWriter toJson() {
        return putRangesInto(new JsonWriter().put("iss", issuer).put(KEYS, keys.toJson()));
    }

    JsonWriter putRangesInto(JsonWriter json) {
        json.putStrings("number-prefixes", numberPrefixes)
                .putStrings(
                        "mail-domains",
                        mailDomains.stream().map(DomainName::name).toList());
        return portPrefixes.isEmpty() ? json : json.putStrings(PORT_PREFIXES, portPrefixes);
    }

    /** Whether this CSIP may say whose {@code csi} is, as far as there is no port record. */
    public boolean mayAttest(Csi csi) {
        return isNumberIn(numberPrefixes, csi)
                || csi.mailDomain().filter(mailDomains::contains).isPresent();
    }

    /** Whether this registry may say who serves {@code csi}. */
    public boolean mayPort(Csi csi) {
        return isNumberIn(portPrefixes, csi);
    }

    private static boolean isNumberIn(List<String> prefixes, Csi csi) {
        return csi.number()
                .filter(number -> prefixes.stream().anyMatch(number::startsWith))
                .isPresent();
    }

    private static void requirePrefixes(String field, List<String> prefixes) {
        if (prefixes.size() > MAX_RANGES) {
            throw MalformedMessage.of(field, "more than " + MAX_RANGES);
        }
        if (!prefixes.stream().allMatch(prefix -> PREFIX.matcher(prefix).matches())) {
            throw MalformedMessage.of(field, "not a plus sign and 1 to 15 digits");
        }
    }

    static void requireIssuer(String field, String issuer) {
        if (!ISSUER.matcher(issuer).matches()) {
            throw MalformedMessage.of(field, "not 1 to " + MAX_ISSUER_CHARS + " visible ASCII characters");
        }
    }
}
