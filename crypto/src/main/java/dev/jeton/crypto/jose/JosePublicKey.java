package dev.jeton.crypto.jose;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * A public key that verifies signatures: P-256 for ES256 or Ed25519 for EdDSA, as a JWK (RFC 7517, RFC 8037).
 *
 * <p>Always a point of its group. Equal by value. Safe for concurrent use.
 */
public final class JosePublicKey {
    static final Set<String> PRIVATE_MEMBERS = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    public static final int THUMBPRINT_CHARS = 43;

    private static final int COORDINATE_BYTES = 32;
    private static final int COORDINATE_CHARS = 43;
    private static final int MAX_NAME_CHARS = 64;

    private final JoseAlgorithm algorithm;
    private final Bytes point;
    private final PublicKey key;

    /** {@code point}: x || y for P-256, the encoded point for Ed25519. */
    JosePublicKey(JoseAlgorithm algorithm, Bytes point) {
        MalformedMessage.requireSize("jwk", point, algorithm.pointBytes);
        algorithm.requireInGroup(point);
        this.algorithm = algorithm;
        this.point = point;
        this.key = algorithm.jcaKey(point);
    }

    /**
     * The key that {@code jwk} holds. Members that say nothing about the key itself are ignored (RFC 7517, Section 4).
     *
     * @throws MalformedMessage if the key is of another type or curve, is not a point of its group, is meant for
     *     another algorithm or use, or comes with any private member
     */
    public static JosePublicKey parse(JsonObject jwk) {
        return parseIfUsable(jwk).orElseThrow(() -> MalformedMessage.of(jwk.pathOf("kty"), "not a key for signatures"));
    }

    /** The same, without a key where it is well-formed but not one for our signatures. */
    static Optional<JosePublicKey> parseIfUsable(JsonObject jwk) {
        if (!Collections.disjoint(jwk.members(), PRIVATE_MEMBERS)) {
            throw MalformedMessage.of(jwk.pathOf("kty"), "a private key where a public one belongs");
        }
        String keyType = jwk.string("kty", MAX_NAME_CHARS);
        String curve = jwk.optionalString("crv", MAX_NAME_CHARS).orElse("");
        String use = jwk.optionalString("use", MAX_NAME_CHARS).orElse("sig");
        Optional<JoseAlgorithm> algorithm = JoseAlgorithm.ofKey(keyType, curve)
                .filter(a -> use.equals("sig"))
                .filter(a -> jwk.optionalString("alg", MAX_NAME_CHARS)
                        .orElse(a.jwsName())
                        .equals(a.jwsName()));
        return algorithm.map(a -> new JosePublicKey(
                a,
                a == JoseAlgorithm.ES256
                        ? Bytes.concat(coordinate(jwk, "x"), coordinate(jwk, "y"))
                        : coordinate(jwk, "x")));
    }

    public JoseAlgorithm algorithm() {
        return algorithm;
    }

    /** The JWK with the members that make the key and no others, in the order of RFC 7638. */
    public JsonWriter toJwk() {
        JsonWriter jwk = new JsonWriter()
                .put("crv", algorithm.curve)
                .put("kty", algorithm.keyType)
                .put("x", point.slice(0, COORDINATE_BYTES).toBase64Url());
        return algorithm == JoseAlgorithm.ES256
                ? jwk.put("y", point.slice(COORDINATE_BYTES, point.size()).toBase64Url())
                : jwk;
    }

    /** The SHA-256 thumbprint of RFC 7638 in base64url: {@value #THUMBPRINT_CHARS} characters. */
    public String thumbprint() {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256")
                            .digest(toJwk().toBytes().toArray()))
                    .toBase64Url();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing from this JVM", e);
        }
    }

    /** Refuses what {@link #thumbprint} could not have made with {@link MalformedMessage}. */
    public static void requireThumbprint(String field, String thumbprint) {
        if (thumbprint.length() != THUMBPRINT_CHARS) {
            throw MalformedMessage.of(
                    field, "expected " + THUMBPRINT_CHARS + " characters, got " + thumbprint.length());
        }
        MalformedMessage.requireSize(field, Bytes.ofBase64Url(field, thumbprint), 32);
    }

    PublicKey jcaKey() {
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JosePublicKey that && algorithm == that.algorithm && point.equals(that.point);
    }

    @Override
    public int hashCode() {
        return point.hashCode();
    }

    @Override
    public String toString() {
        return "JosePublicKey[" + algorithm.jwsName() + " " + thumbprint() + "]";
    }

    /** Exactly 32 bytes: leading zeros stand (RFC 7518, Section 6.2.1.2), padding does not. */
    private static Bytes coordinate(JsonObject jwk, String member) {
        Bytes coordinate = Bytes.ofBase64Url(jwk.pathOf(member), jwk.string(member, COORDINATE_CHARS));
        return MalformedMessage.requireSize(jwk.pathOf(member), coordinate, COORDINATE_BYTES);
    }
}
