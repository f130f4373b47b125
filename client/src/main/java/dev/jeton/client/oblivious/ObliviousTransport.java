package dev.jeton.client.oblivious;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
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
import dev.jeton.crypto.wire.MalformedMessage;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Carries requests to one service through a relay: the relay sees who asks and not what, the service what is asked and not by
 * whom (RFC 9458).
 *
 * <p>Each request is encapsulated afresh, also one that is sent again, and padded with what all of them are padded with. What
 * comes back is the service's word only if it was sealed for this very request. Everything else, a relay's refusal and a
 * gateway's that could not open the request, is a {@link NoAnswer}: a relay must not be able to condemn a token.
 *
 * <p>Where this device's clock is off, and the gateway says so, sealed, a request is sealed and sent once more with the time there.
 */
public final class ObliviousTransport implements HttpTransport {
    /** A question and most mappings fit into the smallest. */
    static final SizeClasses SIZES = new SizeClasses(2048);

    /** Dates are whole minutes: by how many seconds a device's clock is off would tell its requests from others'. */
    private static final ChronoUnit DATES = ChronoUnit.MINUTES;

    /** Room for the fields of a response, and for what sealing adds to it. */
    private static final int MORE_THAN_THE_BODY = 4096;

    /** What a gateway may pad the shortest answer to. */
    private static final int LARGEST_PADDING = 128 * 1024;

    private static final int OK = 200;

    private final HttpTransport toRelay;
    private final URI relay;
    private final HttpsOrigin service;
    private final OhttpKeyConfig key;
    private final InstantSource clock;

    /**
     * @param toRelay opens the connections to the relay
     * @param relay where the relay takes requests for the gateway of {@code service}
     * @param key of that gateway. Who serves it could give each sender another: compare it with what others see
     * @param clock for the date in each request, which has the gateway refuse one that is brought again later
     */
    public ObliviousTransport(
            HttpTransport toRelay, URI relay, HttpsOrigin service, OhttpKeyConfig key, InstantSource clock) {
        this.toRelay = toRelay;
        this.relay = relay;
        this.service = service;
        this.key = key;
        this.clock = clock;
    }

    /**
     * The service's answer, whatever its status. One of {@link dev.jeton.crypto.problem.ProblemType#DATE} acted on nothing, and
     * means that the time there is more than a day from here, or that the gateway refused its own time.
     *
     * @throws IllegalArgumentException if the request is for another service
     */
    @Override
    public Response send(Request request) throws NoAnswer, UntrustedAnswer {
        Instant here = clock.instant();
        Response answer = exchange(request, here.truncatedTo(DATES));
        Optional<Instant> there = TimeThere.in(answer, here);
        return there.isPresent() ? exchange(request, there.get()) : answer;
    }

    private Response exchange(Request request, Instant date) throws NoAnswer, UntrustedAnswer {
        OhttpClientRequest encapsulated =
                key.encapsulate(SIZES.pad(inner(request, date).encode()));
        Response answer = toRelay.send(Request.of(
                Request.Method.POST,
                relay,
                OhttpClientRequest.MEDIA_TYPE,
                encapsulated.encapsulated(),
                // Padded to a power of two, say.
                MORE_THAN_THE_BODY + Math.max(LARGEST_PADDING, 2 * request.maxResponseBytes()),
                request.deadline()));
        if (answer.status() != OK || !answer.hasMediaType(OhttpGatewayRequest.RESPONSE_MEDIA_TYPE)) {
            throw OnTheWay.refused(relay, answer);
        }
        Response opened = open(encapsulated, answer);
        if (opened.body().size() > request.maxResponseBytes()) {
            throw new UntrustedAnswer(
                    Flaw.OVERSIZE,
                    service.authority() + " answered with more than " + request.maxResponseBytes() + " bytes");
        }
        return opened;
    }

    private BinaryRequest inner(Request request, Instant date) {
        URI uri = request.uri();
        if (!(uri.getScheme() + "://" + uri.getRawAuthority()).equals(service.url())) {
            throw new IllegalArgumentException("this way leads to " + service + " only");
        }
        Map<String, String> sorted = new TreeMap<>();
        request.headers().forEach((name, value) -> sorted.put(name.toLowerCase(Locale.ROOT), value));
        sorted.put("date", HttpDate.format(date));
        Fields headers = Fields.EMPTY;
        for (Map.Entry<String, String> header : sorted.entrySet()) {
            headers = headers.with(header.getKey(), header.getValue());
        }
        String path = uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
        return new BinaryRequest(
                request.method().name(),
                "https",
                service.authority().name(),
                path,
                headers,
                request.body(),
                Fields.EMPTY);
    }

    private Response open(OhttpClientRequest encapsulated, Response answer) throws UntrustedAnswer {
        try {
            BinaryResponse response = BinaryResponse.parse(encapsulated.open(answer.body()));
            Map<String, List<String>> headers = new LinkedHashMap<>();
            response.headers()
                    .lines()
                    .forEach(line -> headers.computeIfAbsent(line.name(), name -> new ArrayList<>())
                            .add(line.value()));
            return new Response(response.status(), headers, response.content());
        } catch (MalformedMessage e) {
            throw new UntrustedAnswer(
                    Flaw.MALFORMED, "what came for " + service.authority() + " is not its answer to this request", e);
        }
    }
}
