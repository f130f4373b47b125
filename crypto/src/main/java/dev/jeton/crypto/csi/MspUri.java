package dev.jeton.crypto.csi;

import dev.jeton.crypto.wire.MalformedMessage;

/**
 * A messaging service provider, named by its MIMI URI: {@code mimi://msp.example} (draft-ietf-mimi-protocol, Section 4).
 *
 * <p>The scheme and a {@link DomainName}, and nothing else: with a path the URI would name a user or a room.
 */
public record MspUri(String uri) {
    private static final String SCHEME = "mimi://";

    public static final int MAX_CHARS = SCHEME.length() + DomainName.MAX_CHARS;

    /**
     * The provider that {@code uri} names.
     *
     * @throws MalformedMessage unless {@code uri} is spelled canonically
     */
    public MspUri {
        if (!isCanonical(uri)) {
            throw refusal("msp");
        }
    }

    /**
     * The provider that {@code uri} names.
     *
     * @throws MalformedMessage naming {@code field} unless {@code uri} is spelled canonically
     */
    public static MspUri parse(String field, String uri) {
        if (!isCanonical(uri)) {
            throw refusal(field);
        }
        return new MspUri(uri);
    }

    @Override
    public String toString() {
        return uri;
    }

    private static boolean isCanonical(String uri) {
        return uri.startsWith(SCHEME) && DomainName.isCanonical(uri.substring(SCHEME.length()));
    }

    private static MalformedMessage refusal(String field) {
        return MalformedMessage.of(field, "not mimi:// and a lower-case domain name");
    }
}
