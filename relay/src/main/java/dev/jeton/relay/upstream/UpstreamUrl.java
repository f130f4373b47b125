package dev.jeton.relay.upstream;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/** A URL that an operator allows, and that has one spelling. */
public record UpstreamUrl(String host, int port, String path) {
    private static final int HTTPS = 443;

    /**
     * {@code url} in its parts.
     *
     * @param setting for the message
     * @throws IllegalArgumentException unless {@code url} is https, has a host in lower case, a port only if it is not 443, a
     *     path without dot segments, and neither user nor query nor fragment
     */
    public static UpstreamUrl require(String setting, URI url) {
        boolean isPlain = "https".equals(url.getScheme())
                && url.getHost() != null
                && url.getHost().equals(url.getHost().toLowerCase(Locale.ROOT))
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && url.getPort() != HTTPS
                && url.getRawPath().startsWith("/")
                && url.normalize().equals(url);
        if (!isPlain) {
            throw new IllegalArgumentException(
                    setting + ": expected https://host/path, in lower case, :port unless 443, and nothing else");
        }
        int port = url.getPort() == -1 ? HTTPS : url.getPort();
        return new UpstreamUrl(Objects.requireNonNull(url.getHost()), port, url.getRawPath());
    }

    @Override
    public String toString() {
        return "https://" + host + (port == HTTPS ? "" : ":" + port) + path;
    }
}
