package dev.jeton.client.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a service is: {@code https}, a host name in lower case, and a port unless it is 443. One service has one
 * spelling, since its authority is hashed into challenges and its URL is compared by issuers.
 */
public record HttpsOrigin(String url) {
    private static final String SCHEME = "https://";
    /** A name or an IPv4 address. Not IPv6: its many spellings would be many challenges. */
    private static final Pattern AUTHORITY =
            Pattern.compile("(?!-)[a-z0-9.-]{1,253}(?<![.-])(?::(?!0|443$)[0-9]{1,5})?");

    /** @throws IllegalArgumentException unless {@code url} is {@code https://host} or {@code https://host:port} */
    public HttpsOrigin {
        if (!url.startsWith(SCHEME)
                || !AUTHORITY.matcher(url.substring(SCHEME.length())).matches()) {
            throw new IllegalArgumentException(
                    "expected https://host or https://host:port, in lower case and without a path");
        }
    }

    /**
     * The origin that somebody typed: case, a trailing slash and {@code :443} are forgiven.
     *
     * @throws IllegalArgumentException if it is not an origin with {@code https}
     */
    public static HttpsOrigin parse(String typed) {
        String url = typed.strip().toLowerCase(Locale.ROOT);
        if (url.endsWith("/")) {
            url = url.substring(0, url.length() - 1);
        }
        if (url.endsWith(":443")) {
            url = url.substring(0, url.length() - ":443".length());
        }
        return new HttpsOrigin(url);
    }

    /** Host, and {@code :port} unless 443: the name of this service in a token challenge. */
    public String authority() {
        return url.substring(SCHEME.length());
    }

    /** The URI of {@code path}, which starts with a slash. */
    public URI at(String path) {
        return URI.create(url + path);
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
            throw new UntrustedAnswer(UntrustedAnswer.Flaw.MALFORMED, authority() + " sent an address that is none");
        }
        if (!url.equals(uri.getScheme() + "://" + uri.getRawAuthority())) {
            throw new UntrustedAnswer(
                    UntrustedAnswer.Flaw.FOREIGN_ADDRESS, authority() + " sent an address of somebody else");
        }
        return uri;
    }

    @Override
    public String toString() {
        return url;
    }
}
