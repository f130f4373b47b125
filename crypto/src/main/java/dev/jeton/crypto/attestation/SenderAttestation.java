package dev.jeton.crypto.attestation;

import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An MSP's word that a sender is an account of its own in good standing, or that the MSP asks for itself.
 *
 * @param issuer the MSP
 * @param subject a pseudonym of the sender, pairwise per issuer and epoch: 1 to {@value #MAX_SUBJECT_CHARS} characters of
 *     {@code A-Z a-z 0-9 - . _ ~}; for a batch of the MSP's own, the MSP's URI
 * @param epoch the epoch that {@code subject} was derived for: its key's {@code not-before} in Unix seconds
 * @param audience the token issuer's base URL, character by character as the issuer publishes it
 * @param tier which of the MSP's quotas applies: 1 to {@value #MAX_TIER_CHARS} characters of {@code a-z 0-9 -}
 * @param validity at most {@link #MAX_LIFE}
 * @param scope {@link #BATCH_SCOPE} where the MSP asks for itself or forwards its users' blinded batches, else empty
 */
public record SenderAttestation(
        MspUri issuer,
        String subject,
        long epoch,
        String audience,
        String tier,
        Validity validity,
        Optional<String> scope) {
    public static final String TYPE = "attestation+jwt";
    public static final String BATCH_SCOPE = "tokens:batch";
    public static final Duration MAX_LIFE = Duration.ofMinutes(10);
    public static final int MAX_SUBJECT_CHARS = 64;
    public static final int MAX_TIER_CHARS = 32;

    /** No claim of text is longer: {@code sub} and {@code aud} hold a URI at most. */
    private static final int MAX_CLAIM_CHARS = 512;

    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9._~-]{1," + MAX_SUBJECT_CHARS + "}");
    private static final Pattern TIER = Pattern.compile("[a-z0-9-]{1," + MAX_TIER_CHARS + "}");
    private static final Pattern AUDIENCE = Pattern.compile("https://[!-~]{1,248}");

    /** Refuses claims that no issuer would accept with {@link MalformedMessage}. */
    public SenderAttestation {
        validity.requireAtMost(MAX_LIFE);
        require("epoch", epoch >= 0);
        require("aud", AUDIENCE.matcher(audience).matches());
        require("tier", TIER.matcher(tier).matches());
        require("scope", scope.isEmpty() || scope.get().equals(BATCH_SCOPE));
        require(
                "sub",
                scope.isPresent()
                        ? subject.equals(issuer.uri())
                        : SUBJECT.matcher(subject).matches());
    }

    /** For one sender. */
    public static SenderAttestation forSender(
            MspUri issuer, String pseudonym, long epoch, String audience, String tier, Validity validity) {
        return new SenderAttestation(issuer, pseudonym, epoch, audience, tier, validity, Optional.empty());
    }

    /** For the MSP itself. */
    public static SenderAttestation forBatches(
            MspUri issuer, long epoch, String audience, String tier, Validity validity) {
        return new SenderAttestation(issuer, issuer.uri(), epoch, audience, tier, validity, Optional.of(BATCH_SCOPE));
    }

    /**
     * The claims of {@code payload}, whose signature is checked elsewhere. Unknown claims are ignored (RFC 7519, Section
     * 4).
     *
     * @throws MalformedMessage if a claim is missing, or is not one that an issuer accepts
     */
    public static SenderAttestation parse(JsonObject payload) {
        return new SenderAttestation(
                MspUri.parse(payload.pathOf("iss"), payload.string("iss", MspUri.MAX_CHARS)),
                payload.string("sub", MAX_CLAIM_CHARS),
                payload.integer("epoch", 0, Long.MAX_VALUE),
                payload.string("aud", MAX_CLAIM_CHARS),
                payload.string("tier", MAX_TIER_CHARS),
                Validity.parse(payload),
                payload.optionalString("scope", MAX_CLAIM_CHARS));
    }

    /** The attestation as a compact JWS, signed by one of the MSP's registered keys. */
    public String sign(JoseSigningKey signingKey) {
        JsonWriter payload = new JsonWriter()
                .put("iss", issuer.uri())
                .put("sub", subject)
                .put("epoch", epoch)
                .put("aud", audience)
                .put("tier", tier)
                .putIfPresent("scope", scope);
        return signingKey.sign(TYPE, validity.putInto(payload));
    }

    /** The MSP and never the pseudonym. */
    @Override
    public String toString() {
        return "SenderAttestation[" + issuer + "]";
    }

    private static void require(String claim, boolean holds) {
        if (!holds) {
            throw MalformedMessage.of(claim, "not a value that an issuer accepts");
        }
    }
}
