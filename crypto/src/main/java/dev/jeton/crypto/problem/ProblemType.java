package dev.jeton.crypto.problem;

import java.util.Locale;
import java.util.Optional;

/**
 * Every way in which a Jeton service refuses: the {@code type} of its problem details is {@code urn:jeton:problem:} and
 * the name in lower case with hyphens, but for two that are registered. Titles are for people and say nothing about the request.
 */
public enum ProblemType {
    // Any service
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "This resource does not know that method"),
    NOT_ACCEPTABLE(406, "This resource cannot answer in that media type"),
    BODY_TOO_SLOW(408, "The request body took too long to arrive"),
    BODY_TOO_LARGE(413, "The request body is larger than this resource accepts"),
    MEDIA_TYPE_UNSUPPORTED(415, "This resource does not read that media type"),
    REQUEST_MALFORMED(400, "The request is not well-formed"),
    INTERNAL_ERROR(500, "The service made a mistake"),
    STORE_UNAVAILABLE(503, "A store does not answer; try again later"),
    SATURATED(503, "The service is busy; try again later"),

    // Any gateway. The first two are registered (RFC 9458, Section 9), and not ours alone
    OHTTP_KEY(400, "The request cannot be opened; fetch the key configuration again", "ohttp-key"),
    DATE(400, "The request's date is missing or too far from the time here", "date"),
    GATEWAY_KEYS_MISSING(503, "This gateway has no key that is valid now; try again later"),
    TARGET_FORBIDDEN(403, "This gateway leads to its own service only"),
    REQUEST_REPLAYED(409, "This very request has come before; encapsulate it afresh"),

    // Issuer
    ATTESTATION_MISSING(401, "An attestation is needed"),
    ATTESTATION_INVALID(401, "The attestation is not valid"),
    ATTESTATION_EXPIRED(401, "The attestation has expired"),
    ATTESTATION_WRONG_EPOCH(401, "The attestation was made for another epoch"),
    MSP_UNKNOWN(403, "This issuer does not know that provider"),
    MSP_SUSPENDED(403, "This provider is suspended"),
    MSP_KEYS_UNAVAILABLE(503, "This provider's keys cannot be had; try again later"),
    TIER_UNKNOWN(403, "The provider's policy has no such tier"),
    TOKEN_REQUEST_MALFORMED(422, "The token request is not well-formed"),
    TOKEN_TYPE_UNSUPPORTED(422, "This issuer does not sign that token type"),
    TOKEN_KEY_NOT_SIGNING(422, "That key does not sign now; fetch the directory again"),
    BATCH_TOO_LARGE(422, "The batch holds more requests than the tier allows"),
    BATCH_REFUSED(400, "No request of the batch could be signed"),
    QUOTA_EXCEEDED(429, "The quota of this epoch does not cover the batch"),
    BATCH_ANSWERED(429, "This batch has been answered as often as it may be"),
    QUOTA_UNAVAILABLE(503, "Quotas cannot be checked; nothing is issued"),
    EPOCH_UNKNOWN(404, "There is no such epoch"),
    EPOCH_OVER(409, "No token of this epoch is accepted any more"),
    EPOCHS_RETIRED(409, "As many epochs are retired as the directory can name"),
    WRAPPING_UNKNOWN(409, "Stored keys were sealed by a key-encryption key that is not mounted"),

    // Issuer, for its operators
    OPERATOR_CREDENTIAL_MISSING(401, "An operator's credential is needed"),
    OPERATOR_CREDENTIAL_INVALID(401, "The operator's credential is not valid"),
    OPERATOR_FORBIDDEN(403, "The credential does not name the role operator"),
    QUOTA_STORE_SERVING(409, "The quota store serves this epoch; there is no loss to accept"),

    // Discovery provider and redeemer
    TOKEN_MISSING(401, "A token is needed"),
    TOKEN_MALFORMED(401, "The token is not well-formed"),
    TOKEN_UNKNOWN_KEY(401, "The token's key is not known here"),
    TOKEN_WRONG_CHALLENGE(401, "The token was made for another challenge"),
    TOKEN_EXPIRED(401, "The token's key is no longer accepted"),
    TOKEN_INVALID(401, "The token's signature is not valid"),
    TOKEN_SPENT(401, "The token has been spent"),
    PROOF_INVALID(401, "The query proof does not belong to this token and question"),
    CSI_INVALID(422, "The identifier is not a tel or mailto URI that could have an owner"),
    KEYS_UNAVAILABLE(503, "The issuer's keys are not known yet; try again later"),
    LEDGER_UNAVAILABLE(503, "The ledger does not answer or may have forgotten; no token is accepted"),
    LEDGER_SERVING(409, "This part of the ledger is served; there is no loss to accept"),
    GENERATION_CONFLICT(409, "That is not the number of the next generation"),
    CALLER_CREDENTIAL_MISSING(401, "A client certificate or a caller's credential is needed"),
    CALLER_CREDENTIAL_INVALID(401, "The caller's credential is not valid"),
    CALLER_FORBIDDEN(403, "The client certificate names nobody who may redeem here"),
    MAPPING_INVALID(422, "The mapping does not verify"),
    MAPPING_STALE(409, "A mapping of this key with the same or a higher sequence number is stored"),
    MAPPINGS_FULL(409, "This identifier has as many mappings as it may"),
    ATTESTATION_SUPERSEDED(409, "The attestation is older than what has taken its place"),
    NUMBER_PORTED(409, "Another CSIP serves this number now"),
    SUPERSESSION_MISMATCH(409, "What is stored is not what the confirmation lists"),
    PUBLISHING_LIMITED(429, "Too much is being published or removed; try again later"),
    HELD_REMOVALS_CHANGED(409, "Not as many removals wait as the decision says; look again"),
    CSIP_KEYS_UNAVAILABLE(503, "The keys of that CSIP cannot be had; try again later"),
    REMOVAL_INVALID(422, "The removal does not verify");

    private final int status;
    private final String title;
    private final String slug;
    private final String uri;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
        this.slug = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.uri = "urn:jeton:problem:" + slug;
    }

    ProblemType(int status, String title, String registered) {
        this.status = status;
        this.title = title;
        this.slug = registered;
        this.uri = "https://iana.org/assignments/http-problem-types#" + registered;
    }

    /** The one HTTP status code that goes with this type. */
    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** For metrics and event logs: {@code token-spent}. */
    public String slug() {
        return slug;
    }

    /** The {@code type} member of the problem details: {@code urn:jeton:problem:token-spent}, or the registered name. */
    public String uri() {
        return uri;
    }

    /** The type that {@code uri} names, if it is one of ours. */
    public static Optional<ProblemType> ofUri(String uri) {
        for (ProblemType type : values()) {
            if (type.uri().equals(uri)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
