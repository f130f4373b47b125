package dev.jeton.crypto.jose;

import dev.jeton.crypto.wire.MalformedMessage;
import java.net.URI;

/** Where somebody publishes a JWK Set: {@code https://host[:port]/path}. */
public final class KeysUrl {
    public static final int MAX_CHARS = 512;

    private static final int MAX_PORT = 65_535;

    private KeysUrl() {}

    /**
     * The URL in {@code text}, which somebody fetches who trusts the writer to name a host.
     *
     * @param field where it stood, for the refusal's message
     * @throws MalformedMessage for one of another scheme, without a host, or of more than {@value #MAX_CHARS} characters; and
     *     for one with user, query or fragment, which could carry a credential
     */
    public static URI parse(String field, String text) {
        if (text.length() <= MAX_CHARS) {
            try {
                URI url = URI.create(text);
                if ("https".equals(url.getScheme())
                        && url.getHost() != null
                        && url.getPort() <= MAX_PORT
                        && url.getRawUserInfo() == null
                        && url.getRawQuery() == null
                        && url.getRawFragment() == null) {
                    return url;
                }
            } catch (IllegalArgumentException e) {
                // As below: its message would quote the document.
            }
        }
        throw MalformedMessage.of(field, "expected https://host[:port]/path, without user, query or fragment");
    }
}
