package dev.jeton.client.oblivious;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.crypto.bhttp.BinaryRequest;
import dev.jeton.crypto.bhttp.BinaryResponse;
import dev.jeton.crypto.bhttp.Fields;
import dev.jeton.crypto.bhttp.HttpDate;
import dev.jeton.crypto.hpke.HpkeSecretKey;
import dev.jeton.crypto.ohttp.OhttpGateway;
import dev.jeton.crypto.ohttp.OhttpGatewayRequest;
import dev.jeton.crypto.ohttp.OhttpKeyConfig;
import dev.jeton.crypto.ohttp.OhttpKeyPair;
import dev.jeton.crypto.wire.Bytes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A relay and the gateway behind it, in memory. Keeps what the relay saw; tests make it lie. */
final class TestRelay implements HttpTransport {
    static final URI URL = URI.create("https://relay.example/dp.example");

    final List<Request> seen = new ArrayList<>();
    /** The {@code date} of each request, as the gateway read it. */
    final List<String> dates = new ArrayList<>();

    UnaryOperator<Response> lie = UnaryOperator.identity();
    /** What the gateway answers by itself, sealed, by the date of a request; empty where the service is to be asked. */
    Function<Instant, Optional<Response>> gatewayRefuses = date -> Optional.empty();

    private final OhttpKeyPair key = new OhttpKeyPair(7, HpkeSecretKey.generate());
    private final OhttpGateway gateway = new OhttpGateway(List.of(key));
    private final HttpTransport service;

    TestRelay(HttpTransport service) {
        this.service = service;
    }

    OhttpKeyConfig key() {
        return key.config();
    }

    @Override
    public Response send(Request request) throws NoAnswer, UntrustedAnswer {
        seen.add(request);
        OhttpGatewayRequest opened = gateway.decapsulate(request.body());
        BinaryRequest inner = BinaryRequest.parse(opened.request());
        String date = inner.headers().all("date").get(0);
        dates.add(date);
        Optional<Response> refusal = gatewayRefuses.apply(HttpDate.parse("date", date));
        Response answer = refusal.isPresent() ? refusal.get() : ask(inner);
        return lie.apply(answer(opened.seal(sealable(answer))));
    }

    private Response ask(BinaryRequest inner) throws NoAnswer, UntrustedAnswer {
        return service.send(new Request(
                Request.Method.valueOf(inner.method()),
                URI.create(inner.scheme() + "://" + inner.authority() + inner.path()),
                inner.headers().lines().stream()
                        .collect(Collectors.toMap(line -> title(line.name()), Fields.Line::value)),
                inner.content(),
                1 << 20,
                Duration.ofSeconds(1)));
    }

    static Response answer(Bytes sealed) {
        return new Response(200, Map.of("Content-Type", List.of(OhttpGatewayRequest.RESPONSE_MEDIA_TYPE)), sealed);
    }

    private static Bytes sealable(Response answer) {
        Fields headers = Fields.EMPTY;
        for (Map.Entry<String, List<String>> header : answer.headers().entrySet()) {
            for (String value : header.getValue()) {
                headers = headers.with(header.getKey(), value);
            }
        }
        Bytes encoded = new BinaryResponse(answer.status(), headers, answer.body(), Fields.EMPTY).encode();
        return ObliviousTransport.SIZES.pad(encoded);
    }

    /** The services in memory know header names as the SDK writes them. */
    private static String title(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
