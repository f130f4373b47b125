package dev.jeton.crypto.token;

import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.nio.charset.StandardCharsets;

/**
 * What a token is good for: TokenChallenge of RFC 9577, Section 2.1.
 *
 * <pre>
 *   struct {
 *     uint16 token_type;
 *     opaque issuer_name&lt;1..2^16-1&gt;;
 *     opaque redemption_context&lt;0..32&gt;;      // 0 or 32 bytes
 *     opaque origin_info&lt;0..2^16-1&gt;;
 *   } TokenChallenge;
 * </pre>
 *
 * <p>Senders and discovery providers each compute it from public names and never take the other's word for it: a
 * challenge made for one client would be a cookie. Names are ASCII here; whether they are host names is not asked.
 */
public record TokenChallenge(TokenType type, String issuerName, Bytes redemptionContext, String originInfo) {
    public static final int REDEMPTION_CONTEXT_BYTES = 32;

    private static final int MAX_NAME_BYTES = 0xffff;

    /** Refuses an empty issuer name, names that are no printable ASCII and a context of another size. */
    public TokenChallenge {
        requireName("issuer_name", issuerName);
        requireName("origin_info", originInfo);
        if (issuerName.isEmpty()) {
            throw MalformedMessage.of("issuer_name", "empty");
        }
        if (!redemptionContext.isEmpty()) {
            MalformedMessage.requireSize("redemption_context", redemptionContext, REDEMPTION_CONTEXT_BYTES);
        }
    }

    /**
     * The challenge of every discovery provider that has lost no ledger: token type 0x0002, generation 0.
     *
     * @param issuer authority of the issuer: host, and {@code :port} unless 443
     * @param discoveryProvider authority of the entry DP, the same way
     */
    public static TokenChallenge of(String issuer, String discoveryProvider) {
        return of(issuer, discoveryProvider, 0);
    }

    /**
     * The challenge of a discovery provider in its {@code generation}: 0 has an empty redemption context, later ones
     * SHA-256("jeton generation" || 0x00 || authority || 0x00 || uint64 generation), which voids all earlier tokens.
     */
    public static TokenChallenge of(String issuer, String discoveryProvider, long generation) {
        return of(TokenType.BLIND_RSA, issuer, discoveryProvider, generation);
    }

    /** The same for tokens of {@code type}. */
    public static TokenChallenge of(TokenType type, String issuer, String discoveryProvider, long generation) {
        if (generation < 0) {
            throw new IllegalArgumentException("a generation is not negative");
        }
        return new TokenChallenge(type, issuer, redemptionContext(discoveryProvider, generation), discoveryProvider);
    }

    /** Reads one challenge, to the last byte. Throws {@link MalformedMessage} for anything else. */
    public static TokenChallenge parse(Bytes encoded) {
        ByteReader reader = new ByteReader(encoded);
        TokenType type = TokenType.read(reader);
        Bytes issuerName = reader.bytes("issuer_name", reader.uint16("issuer_name"));
        Bytes context = reader.bytes("redemption_context", reader.uint8("redemption_context"));
        Bytes originInfo = reader.bytes("origin_info", reader.uint16("origin_info"));
        reader.end("TokenChallenge");
        return new TokenChallenge(type, text(issuerName), context, text(originInfo));
    }

    public Bytes encode() {
        return type.write()
                .uint16(issuerName.length())
                .bytes(Bytes.ofUtf8(issuerName))
                .uint8(redemptionContext.size())
                .bytes(redemptionContext)
                .uint16(originInfo.length())
                .bytes(Bytes.ofUtf8(originInfo))
                .toBytes();
    }

    public ChallengeDigest digest() {
        return new ChallengeDigest(Sha256.of(encode()));
    }

    private static Bytes redemptionContext(String authority, long generation) {
        if (generation == 0) {
            return Bytes.EMPTY;
        }
        return Sha256.of(new ByteWriter()
                .bytes(Bytes.ofUtf8("jeton generation"))
                .uint8(0)
                .bytes(Bytes.ofUtf8(authority))
                .uint8(0)
                .uint64(generation)
                .toBytes());
    }

    private static String text(Bytes ascii) {
        return new String(ascii.toArray(), StandardCharsets.ISO_8859_1);
    }

    private static void requireName(String field, String name) {
        if (name.length() > MAX_NAME_BYTES) {
            throw MalformedMessage.of(field, "longer than " + MAX_NAME_BYTES + " bytes");
        }
        if (!name.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            throw MalformedMessage.of(field, "not printable ASCII");
        }
    }
}
