package dev.jeton.relay.http;

import java.net.URI;
import java.util.Locale;

/**
 * Every way in which a relay refuses: the {@code type} of its problem details is {@code urn:jeton:problem:} and the name in
 * lower case with hyphens, but for the one that has a registered name.
 */
public enum ProblemType {
    REQUEST_MALFORMED(400, "The request is not well-formed"),
    /** What the gateway says of a key configuration that it does not have (RFC 9458, Section 5.3). */
    OHTTP_KEY(400, "The gateway does not know that key configuration"),
    TARGET_UNKNOWN(403, "This relay does not mirror that target"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "This resource does not know that method"),
    BODY_TOO_SLOW(408, "The request body took too long to arrive"),
    BODY_TOO_LARGE(413, "The request body is larger than this resource accepts"),
    MEDIA_TYPE_UNSUPPORTED(415, "This resource does not read that media type"),
    EXPECTATION_REFUSED(417, "This resource meets no expectations"),
    TOO_MANY_REQUESTS(429, "There are too many requests from this address"),
    INTERNAL_ERROR(500, "The relay made a mistake"),
    /** Nothing was sent: the client may seal its request afresh and try again. */
    GATEWAY_UNREACHABLE(502, "The gateway cannot be reached; nothing was sent"),
    /** The gateway may have acted upon the request. */
    GATEWAY_FAILED(502, "The gateway did not answer as a gateway does"),
    TARGET_UNAVAILABLE(502, "The target did not answer with what this relay mirrors"),
    SATURATED(503, "The relay is busy; nothing was sent"),
    /** The gateway may have acted upon the request. */
    GATEWAY_TIMEOUT(504, "The gateway took too long to answer");

    private static final String OURS = "urn:jeton:problem:";
    private static final String REGISTERED_KEY = "https://iana.org/assignments/http-problem-types#ohttp-key";

    private final int status;
    private final String title;
    private final String slug;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
        this.slug = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** For the log and for metrics. */
    public String slug() {
        return slug;
    }

    public URI uri() {
        return URI.create(this == OHTTP_KEY ? REGISTERED_KEY : OURS + slug);
    }
}
