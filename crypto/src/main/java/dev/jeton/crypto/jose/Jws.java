package dev.jeton.crypto.jose;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A well-formed compact JWS (RFC 7515, Section 7.1) whose signature has still to be checked.
 *
 * <p>{@link #check} checks everything that the header says together with the signature, so that no reader can forget
 * one. What was read before belongs to nobody: use it to find the key. Safe for concurrent use.
 */
public final class Jws {
    private static final Set<String> COMMON_HEADERS = Set.of("alg", "kid", "typ");
    private static final int MAX_NAME_CHARS = 64;

    private final String compact;
    private final JsonObject header;
    private final JsonObject payload;
    private final Bytes signature;

    private Jws(String compact, JsonObject header, JsonObject payload, Bytes signature) {
        this.compact = compact;
        this.header = header;
        this.payload = payload;
        this.signature = signature;
    }

    /**
     * Reads a JWS whose payload is a JSON object.
     *
     * @param document what it is, for the refusal's message
     * @param maxChars the most characters that such a document may have
     * @throws MalformedMessage unless it has three parts in canonical base64url without padding, the first two of them
     *     strict JSON objects
     */
    public static Jws parse(String document, String compact, int maxChars) {
        if (compact.length() > maxChars) {
            throw MalformedMessage.of(document, "at most " + maxChars + " characters, got " + compact.length());
        }
        List<String> parts = List.of(compact.split("\\.", 4));
        // Padding would make a second spelling of the same signed document.
        if (parts.size() != 3 || compact.indexOf('=') >= 0) {
            throw MalformedMessage.of(document, "not a compact JWS");
        }
        return new Jws(
                compact,
                JsonObject.parse(document + " header", Bytes.ofBase64Url(document, parts.get(0)), maxChars),
                JsonObject.parse(document + " payload", Bytes.ofBase64Url(document, parts.get(1)), maxChars),
                Bytes.ofBase64Url(document, parts.get(2)));
    }

    /** The header's {@code kid}: which key to look for. */
    public Optional<String> keyId() {
        return header.optionalString("kid", JwkSet.MAX_KEY_ID_CHARS);
    }

    /** The header. Until {@link #check} has found nothing, anybody may have written it. */
    public JsonObject uncheckedHeader() {
        return header;
    }

    /** The payload. Until {@link #check} has found nothing, anybody may have written it. */
    public JsonObject uncheckedPayload() {
        return payload;
    }

    /**
     * Empty if this is a document of type {@code type}, signed by {@code key} with the algorithm that belongs to it.
     *
     * @param headers what the header may hold besides {@code alg}, {@code kid} and {@code typ}
     * @return the first reason that speaks against it; the signature, which costs most, is checked last
     */
    public Optional<JwsRefusal> check(String type, Set<String> headers, JosePublicKey key) {
        if (header.has("crit")) {
            return Optional.of(JwsRefusal.CRITICAL_HEADER);
        }
        Set<String> unknown = new HashSet<>(header.members());
        unknown.removeAll(COMMON_HEADERS);
        unknown.removeAll(headers);
        if (!unknown.isEmpty()) {
            return Optional.of(JwsRefusal.UNKNOWN_HEADER);
        }
        if (!header.optionalString("typ", MAX_NAME_CHARS).equals(Optional.of(type))) {
            return Optional.of(JwsRefusal.WRONG_TYPE);
        }
        if (!header.string("alg", MAX_NAME_CHARS).equals(key.algorithm().jwsName())) {
            return Optional.of(JwsRefusal.WRONG_ALGORITHM);
        }
        return isSignedBy(key) ? Optional.empty() : Optional.of(JwsRefusal.WRONG_SIGNATURE);
    }

    /** The document as it was received. */
    public String compact() {
        return compact;
    }

    boolean isSignedBy(JosePublicKey key) {
        if (signature.size() != JoseAlgorithm.SIGNATURE_BYTES || hasZeroHalf(key.algorithm())) {
            return false;
        }
        Signature verifier = key.algorithm().signature();
        try {
            verifier.initVerify(key.jcaKey());
            verifier.update(signingInput(compact));
            return verifier.verify(signature.toArray());
        } catch (SignatureException e) {
            return false;
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a valid key was refused", e);
        }
    }

    /** {@code r = 0} and {@code s = 0} are no ECDSA signature; some JDKs once took them for any (CVE-2022-21449). */
    private boolean hasZeroHalf(JoseAlgorithm algorithm) {
        int half = JoseAlgorithm.SIGNATURE_BYTES / 2;
        Bytes zero = Bytes.of(new byte[half]);
        return algorithm == JoseAlgorithm.ES256
                && (signature.slice(0, half).equals(zero)
                        || signature.slice(half, signature.size()).equals(zero));
    }

    /** What stands before the second period (RFC 7515, Section 5.1). */
    private static byte[] signingInput(String compact) {
        return compact.substring(0, compact.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    }
}
