package dev.jeton.crypto.mapping;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Jws;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;

/**
 * What the owner of a CSI says about how he is reached: the claims {@code sub}, {@code aud}, {@code seq}, {@code iat},
 * {@code exp} and {@code msps}, {@code sealed} for some senders alone, and {@code supersedes} where there is something to
 * supersede.
 *
 * @param csi whose mapping it is
 * @param audience the discovery provider that stores it: no other one may, or a withdrawn mapping could live on there
 * @param sequence rises with every change, 0 to 2^53 - 1 (RFC 8259, Section 6: what any JSON number holds exactly)
 * @param validity not longer than the attestation's
 * @param msps in the owner's order of preference, each provider once, at most {@value #MAX_MSPS}; empty means "I choose
 *     not to be found"
 * @param sealed what only some senders read, in place of {@code msps}
 * @param supersedes thumbprints (RFC 7638) of those keys whose mappings of this CSI are to go, once the owner confirms it
 *     with a {@link Supersession}: a lost phone's. At most {@value #MAX_SUPERSEDED}, each once
 */
public record Mapping(
        Csi csi,
        Authority audience,
        long sequence,
        Validity validity,
        List<Entry> msps,
        SealedEntries sealed,
        List<String> supersedes)
        implements OwnerStatement {
    public static final String TYPE = "mapping+jwt";
    public static final String MEDIA_TYPE = "application/" + TYPE;
    /** The protected header member that carries the attestation, a compact JWS itself. */
    public static final String ATTESTATION_HEADER = "csi-attestation";
    /** The protected header member that carries a {@link PortRecord}, a compact JWS itself, where there is one. */
    public static final String PORT_HEADER = "csi-port";

    static final String SUPERSEDES = "supersedes";

    public static final int MAX_MSPS = 16;
    public static final int MAX_TAGS = 8;
    public static final int MAX_TAG_CHARS = 32;
    public static final int MAX_SUPERSEDED = 16;
    public static final long MAX_SEQUENCE = (1L << 53) - 1;
    /** The most characters that a mapping has as a compact JWS, with the attestation. */
    public static final int MAX_CHARS = 8192;

    /**
     * One provider that reaches the owner.
     *
     * @param tags when he prefers it, in words of his own ({@code Business}): at most {@value Mapping#MAX_TAGS}, each
     *     once, of 1 to {@value Mapping#MAX_TAG_CHARS} characters, without control, format and private-use characters,
     *     so that a tag looks like what it is
     */
    public record Entry(MspUri msp, List<String> tags) {
        /** Refuses tags that are too many, repeated or not presentable with {@link MalformedMessage}. */
        public Entry {
            tags = List.copyOf(tags);
            requireDistinct("tags", MAX_TAGS, tags);
            if (!tags.stream().allMatch(Entry::isTag)) {
                throw MalformedMessage.of("tags", "not 1 to " + MAX_TAG_CHARS + " printable characters");
            }
        }

        private static boolean isTag(String tag) {
            return !tag.isBlank()
                    && tag.length() <= MAX_TAG_CHARS
                    && tag.codePoints().allMatch(Entry::isPrintable);
        }

        // Unassigned code points pass: what one JVM's tables do not know yet, another's do.
        private static boolean isPrintable(int c) {
            return switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.PRIVATE_USE,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> false;
                default -> true;
            };
        }
    }

    /** Refuses a sequence number out of range, and what is too many or repeated, with {@link MalformedMessage}. */
    public Mapping {
        requireSequence(sequence);
        msps = List.copyOf(msps);
        supersedes = List.copyOf(supersedes);
        requireDistinct("msps", MAX_MSPS, msps.stream().map(Entry::msp).toList());
        requireThumbprints(supersedes);
    }

    /** One that says the same to everybody, and shows it, and supersedes nothing. */
    public Mapping(Csi csi, Authority audience, long sequence, Validity validity, List<Entry> msps) {
        this(csi, audience, sequence, validity, msps, SealedEntries.NONE, List.of());
    }

    /**
     * What a compact JWS says that somebody calls a mapping, for its own author: anybody may have written it. Whoever is to
     * believe it takes {@link MappingVerifier}.
     *
     * @throws MalformedMessage if it is none
     */
    public static Mapping unchecked(String compact) {
        return parse(Jws.parse("mapping", compact, MAX_CHARS).uncheckedPayload());
    }

    static Mapping parse(JsonObject payload) {
        List<Entry> msps = payload.objects("msps", MAX_MSPS).stream()
                .map(entry -> new Entry(
                        MspUri.parse(entry.pathOf("msp"), entry.string("msp", MspUri.MAX_CHARS)),
                        entry.strings("tags", MAX_TAGS, MAX_TAG_CHARS)))
                .toList();
        return new Mapping(
                Csi.parse("sub", payload.string("sub", Csi.MAX_CHARS)),
                Authority.parse("aud", payload.string("aud", Authority.MAX_CHARS)),
                payload.integer("seq", 0, MAX_SEQUENCE),
                Validity.parse(payload),
                msps,
                SealedEntries.parse(payload),
                payload.has(SUPERSEDES) ? superseded(payload) : List.of());
    }

    /**
     * The mapping as a compact JWS, signed by the owner's key, with the evidence for that key in its header.
     *
     * @throws MalformedMessage if all of it has more than {@link #MAX_CHARS} characters
     */
    @Override
    public String sign(JoseSigningKey ownersKey, Evidence evidence) {
        List<JsonWriter> entries = msps.stream()
                .map(entry -> new JsonWriter().put("msp", entry.msp().uri()).putStrings("tags", entry.tags()))
                .toList();
        JsonWriter payload = new JsonWriter()
                .put("sub", csi.uri())
                .put("aud", audience.name())
                .put("seq", sequence);
        validity.putInto(payload).putObjects("msps", entries);
        sealed.putInto(payload);
        if (!supersedes.isEmpty()) {
            payload.putStrings(SUPERSEDES, supersedes);
        }
        String compact = ownersKey.sign(TYPE, evidence.headers(), payload);
        if (compact.length() > MAX_CHARS) {
            throw MalformedMessage.of("mapping", "at most " + MAX_CHARS + " characters, got " + compact.length());
        }
        return compact;
    }

    static void requireSequence(long sequence) {
        if (sequence < 0 || sequence > MAX_SEQUENCE) {
            throw MalformedMessage.of("seq", "not in 0.." + MAX_SEQUENCE);
        }
    }

    static List<String> superseded(JsonObject payload) {
        return payload.strings(SUPERSEDES, MAX_SUPERSEDED, JosePublicKey.THUMBPRINT_CHARS);
    }

    static void requireThumbprints(List<String> supersedes) {
        requireDistinct(SUPERSEDES, MAX_SUPERSEDED, supersedes);
        supersedes.forEach(thumbprint -> JosePublicKey.requireThumbprint(SUPERSEDES, thumbprint));
    }

    private static void requireDistinct(String field, int max, List<?> values) {
        if (values.size() > max) {
            throw MalformedMessage.of(field, "at most " + max + " elements, got " + values.size());
        }
        if (values.stream().distinct().count() != values.size()) {
            throw MalformedMessage.of(field, "one element twice");
        }
    }
}
