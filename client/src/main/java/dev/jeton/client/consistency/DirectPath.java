package dev.jeton.client.consistency;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.client.http.UntrustedAnswer.Flaw;
import dev.jeton.crypto.wire.Bytes;
import java.net.URI;
import java.time.Duration;

/** From the document's own service, which sees the sender's address, and could answer it alone. */
public final class DirectPath implements DocumentPath {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final HttpTransport transport;

    public DirectPath(HttpTransport transport) {
        this.transport = transport;
    }

    @Override
    public Bytes fetch(URI target, String mediaType, int maxBytes) throws ServiceFailure {
        Response response = transport.send(Request.get(target, mediaType, maxBytes, DEADLINE));
        if (response.status() != OK) {
            throw Refused.of(HttpsOrigin.parse("https://" + target.getRawAuthority()), response);
        }
        if (!response.hasMediaType(mediaType)) {
            throw new UntrustedAnswer(Flaw.MALFORMED, target.getRawAuthority() + " answered with no " + mediaType);
        }
        return response.body();
    }
}
