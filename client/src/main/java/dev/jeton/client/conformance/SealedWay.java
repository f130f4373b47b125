package dev.jeton.client.conformance;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.client.http.UntrustedAnswer.Flaw;
import dev.jeton.crypto.bhttp.BinaryRequest;
import dev.jeton.crypto.bhttp.BinaryResponse;
import dev.jeton.crypto.bhttp.Fields;
import dev.jeton.crypto.bhttp.HttpDate;
import dev.jeton.crypto.bhttp.SizeClasses;
import dev.jeton.crypto.ohttp.OhttpClientRequest;
import dev.jeton.crypto.ohttp.OhttpGatewayRequest;
import dev.jeton.crypto.ohttp.OhttpKeyConfig;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests through the relay, one by one and step by step: what is sealed can be looked at, sent twice and dated otherwise. The SDK's own
 * transport would mend on the way what a check is about.
 */
final class SealedWay {
    static final SizeClasses SIZES = new SizeClasses(2048);
    private static final int MAX_ANSWER_BYTES = 1 << 20;
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 4;
    private static final int OK = 200;
    private static final int TOO_MANY = 429;

    private final HttpTransport transport;
    private final URI relay;
    private final HttpsOrigin relayOrigin;

    SealedWay(HttpTransport transport, HttpsOrigin relayOrigin, URI relay) {
        this.transport = transport;
        this.relayOrigin = relayOrigin;
        this.relay = relay;
    }

    /** What came back, and how large it was before it was opened. */
    record Answer(Response response, int sealedBytes) {}

    /** {@code request} as of {@code date}, sealed to {@code key}. */
    static OhttpClientRequest seal(Request request, OhttpKeyConfig key, Instant date) {
        Map<String, String> sorted = new TreeMap<>();
        request.headers().forEach((name, value) -> sorted.put(name.toLowerCase(java.util.Locale.ROOT), value));
        sorted.put("date", HttpDate.format(date));
        Fields headers = Fields.EMPTY;
        for (Map.Entry<String, String> header : sorted.entrySet()) {
            headers = headers.with(header.getKey(), header.getValue());
        }
        URI uri = request.uri();
        return key.encapsulate(SIZES.pad(new BinaryRequest(
                        request.method().name(),
                        uri.getScheme(),
                        uri.getRawAuthority(),
                        uri.getRawPath(),
                        headers,
                        request.body(),
                        Fields.EMPTY)
                .encode()));
    }

    /** Whatever the relay says to {@code encapsulated}; waits where it asks for patience, since a kit asks faster than people do. */
    Response carry(Bytes encapsulated) throws ServiceFailure {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            Response response = transport.send(toRelay(encapsulated));
            if (response.status() != TOO_MANY) {
                return response;
            }
            Duration wait = Refused.of(relayOrigin, response).retryAfter().orElse(Duration.ofSeconds(1));
            sleep(wait.compareTo(PATIENCE) > 0 ? PATIENCE : wait);
        }
        return transport.send(toRelay(encapsulated));
    }

    /** The service's own answer to {@code sealed}. */
    Answer ask(OhttpClientRequest sealed) throws ServiceFailure {
        Response response = carry(sealed.encapsulated());
        if (response.status() != OK || !response.hasMediaType(OhttpGatewayRequest.RESPONSE_MEDIA_TYPE)) {
            throw Refused.of(relayOrigin, response);
        }
        try {
            BinaryResponse opened = BinaryResponse.parse(sealed.open(response.body()));
            Map<String, List<String>> headers = new LinkedHashMap<>();
            opened.headers()
                    .lines()
                    .forEach(line -> headers.computeIfAbsent(line.name(), name -> new ArrayList<>())
                            .add(line.value()));
            return new Answer(
                    new Response(opened.status(), headers, opened.content()),
                    response.body().size());
        } catch (MalformedMessage e) {
            throw new UntrustedAnswer(Flaw.MALFORMED, "what came back cannot be opened: " + e.getMessage(), e);
        }
    }

    private Request toRelay(Bytes encapsulated) {
        return Request.of(
                Request.Method.POST, relay, OhttpClientRequest.MEDIA_TYPE, encapsulated, MAX_ANSWER_BYTES, DEADLINE);
    }

    private static void sleep(Duration duration) throws NoAnswer {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer(NoAnswer.Reason.INTERRUPTED, "interrupted while the relay asked for patience", e);
        }
    }
}
