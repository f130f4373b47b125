package dev.jeton.client.http;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.wire.MalformedMessage;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a service is: {@code https} and an {@link Authority}, which is the service's name in token challenges, in query
 * proofs and in the mappings that it stores.
 */
public record HttpsOrigin(Authority authority) {
    private static final String SCHEME = "https://";
    private static final String DEFAULT_PORT = ":443";

    /**
     * The origin that somebody typed: case, a trailing slash and {@code :443} are forgiven.
     *
     * @throws IllegalArgumentException unless it is {@code https://host} or {@code https://host:port}
     */
    public static HttpsOrigin parse(String typed) {
        String url = typed.strip().toLowerCase(Locale.ROOT);
        String name = url.substring(url.startsWith(SCHEME) ? SCHEME.length() : url.length());
        name = withoutEnd(withoutEnd(name, "/"), DEFAULT_PORT);
        try {
            return new HttpsOrigin(new Authority(name));
        } catch (MalformedMessage e) {
            throw new IllegalArgumentException("expected https://host or https://host:port, without a path", e);
        }
    }

    private static String withoutEnd(String text, String end) {
        return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
    }

    /** {@code https://host} or {@code https://host:port}. */
    public String url() {
        return SCHEME + authority;
    }

    /** The URI of {@code path}, which starts with a slash. */
    public URI at(String path) {
        return URI.create(url() + path);
    }

    /**
     * What {@code reference} means in a document of this origin (RFC 3986, Section 5).
     *
     * @throws UntrustedAnswer if it is no reference or leads to another origin
     */
    public URI resolve(String documentPath, String reference) throws UntrustedAnswer {
        URI uri;
        try {
            uri = at(documentPath).resolve(new URI(reference));
        } catch (URISyntaxException e) {
            throw new UntrustedAnswer(UntrustedAnswer.Flaw.MALFORMED, authority + " sent an address that is none");
        }
        if (!url().equals(uri.getScheme() + "://" + uri.getRawAuthority())) {
            throw new UntrustedAnswer(
                    UntrustedAnswer.Flaw.FOREIGN_ADDRESS, authority + " sent an address of somebody else");
        }
        return uri;
    }

    @Override
    public String toString() {
        return url();
    }
}
