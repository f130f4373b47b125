package dev.jeton.client.consistency;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.client.http.UntrustedAnswer.Flaw;
import dev.jeton.crypto.bhttp.BinaryResponse;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;

/**
 * From a relay's mirror, which fetches once for everybody (draft-ietf-privacypass-consistency-mirror): the service does not
 * see for whom. The target's own response comes as {@code message/bhttp}.
 */
public final class MirrorPath implements DocumentPath {
    private static final String MEDIA_TYPE = "message/bhttp";
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int FIELDS_BYTES = 8192;

    private final HttpTransport transport;
    private final HttpsOrigin mirror;

    public MirrorPath(HttpTransport transport, HttpsOrigin mirror) {
        this.transport = transport;
        this.mirror = mirror;
    }

    @Override
    public Bytes fetch(URI target, String mediaType, int maxBytes) throws ServiceFailure {
        // A form's encoder leaves nothing that would mean something in a query; of what it does, only its space is not
        // a URI's.
        String encoded = URLEncoder.encode(target.toString(), UTF_8).replace("+", "%20");
        Response response = transport.send(
                Request.get(mirror.at("/mirror?target=" + encoded), MEDIA_TYPE, maxBytes + FIELDS_BYTES, DEADLINE));
        if (response.status() != OK) {
            throw Refused.of(mirror, response);
        }
        BinaryResponse copy = copy(response);
        List<String> types = copy.headers().all("content-type");
        if (copy.status() != OK
                || types.size() != 1
                || !types.get(0).split(";", 2)[0].strip().equalsIgnoreCase(mediaType)
                || copy.content().size() > maxBytes) {
            throw untrusted("has a copy that is no " + mediaType);
        }
        return copy.content();
    }

    private BinaryResponse copy(Response response) throws UntrustedAnswer {
        if (!response.hasMediaType(MEDIA_TYPE)) {
            throw untrusted("answered with no " + MEDIA_TYPE);
        }
        try {
            return BinaryResponse.parse(response.body());
        } catch (MalformedMessage e) {
            throw untrusted("answered with a malformed " + MEDIA_TYPE);
        }
    }

    private UntrustedAnswer untrusted(String what) {
        return new UntrustedAnswer(Flaw.MALFORMED, mirror.authority() + " " + what);
    }
}
