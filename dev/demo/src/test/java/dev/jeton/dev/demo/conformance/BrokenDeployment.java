package dev.jeton.dev.demo.conformance;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.crypto.bhttp.BinaryRequest;
import dev.jeton.crypto.bhttp.BinaryResponse;
import dev.jeton.crypto.bhttp.Fields;
import dev.jeton.crypto.bhttp.SizeClasses;
import dev.jeton.crypto.ohttp.OhttpClientRequest;
import dev.jeton.crypto.ohttp.OhttpGateway;
import dev.jeton.crypto.ohttp.OhttpGatewayRequest;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import dev.jeton.crypto.ohttp.OhttpKeyPair;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The real deployment behind somebody who changes what he likes. In front of issuer, relays and public documents that is easy. What is
 * sealed he reaches as a provider with a gateway of its own would: everybody is shown his key in place of the provider's, so that he
 * opens what was meant for the provider, asks it through the real relay, and seals what he makes of the answer. His gateway remembers no
 * request and looks at no date.
 */
final class BrokenDeployment implements HttpTransport {
    private static final SizeClasses UNIFORM = new SizeClasses(1 << 16);
    /** Nothing is padded. */
    private static final SizeClasses BARE = new SizeClasses(1);

    private static final int MAX_BYTES = 1 << 20;
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    private final HttpTransport direct;
    private final HttpTransport throughRelay;
    private final HttpsOrigin provider;
    /** What is wrong in front of everybody. */
    private final Fault open;
    /** What is wrong with the provider behind its gateway. */
    private final Fault sealed;
    /** Whether he stands between relay and provider. */
    private final boolean tapped;
    /** Whether his gateway pads its answers. */
    private final boolean padded;

    private final OhttpKeyPair key = OhttpKeyPair.generate(9);
    private final OhttpGateway gateway = new OhttpGateway(List.of(key));

    private BrokenDeployment(
            HttpTransport direct,
            HttpTransport throughRelay,
            HttpsOrigin provider,
            Fault open,
            Fault sealed,
            boolean tapped,
            boolean padded) {
        this.direct = direct;
        this.throughRelay = throughRelay;
        this.provider = provider;
        this.open = open;
        this.sealed = sealed;
        this.tapped = tapped;
        this.padded = padded;
    }

    /** Everything as it is but for {@code fault}, in front. */
    static BrokenDeployment inTheOpen(HttpTransport direct, HttpsOrigin provider, Fault fault) {
        return new BrokenDeployment(direct, direct, provider, fault, Fault.NONE, false, true);
    }

    /** A provider with {@code fault}, behind a gateway of its own. */
    static BrokenDeployment behindTheGateway(
            HttpTransport direct, HttpTransport throughRelay, HttpsOrigin provider, Fault fault) {
        return new BrokenDeployment(direct, throughRelay, provider, Fault.NONE, fault, true, true);
    }

    /** A good provider behind a gateway that pads nothing. */
    static BrokenDeployment withoutPadding(HttpTransport direct, HttpTransport throughRelay, HttpsOrigin provider) {
        return new BrokenDeployment(direct, throughRelay, provider, Fault.NONE, Fault.NONE, true, false);
    }

    @Override
    public Response send(Request request) throws NoAnswer, UntrustedAnswer {
        if (tapped && request.headers().containsValue(OhttpClientRequest.MEDIA_TYPE)) {
            return gateway(request);
        }
        if (tapped && request.uri().toString().equals(keysAt())) {
            return new Response(200, Map.of("Content-Type", List.of(OhttpKeyConfigs.MEDIA_TYPE)), keys());
        }
        if (tapped && String.valueOf(request.uri().getQuery()).endsWith("target=" + keysAt())) {
            BinaryResponse copy = new BinaryResponse(
                    200, Fields.EMPTY.with("content-type", OhttpKeyConfigs.MEDIA_TYPE), keys(), Fields.EMPTY);
            return new Response(200, Map.of("Content-Type", List.of("message/bhttp")), copy.encode());
        }
        return open.answer(request, direct);
    }

    private Response gateway(Request request) throws NoAnswer, UntrustedAnswer {
        OhttpGatewayRequest opened = gateway.decapsulate(request.body());
        BinaryRequest inner = BinaryRequest.parse(opened.request());
        Map<String, String> headers = inner.headers().lines().stream()
                .filter(line -> !line.name().equals("date"))
                .collect(Collectors.toMap(Fields.Line::name, Fields.Line::value));
        Response answer = sealed.answer(
                new Request(
                        Request.Method.valueOf(inner.method()),
                        URI.create(inner.scheme() + "://" + inner.authority() + inner.path()),
                        headers,
                        inner.content(),
                        MAX_BYTES,
                        DEADLINE),
                this::provider);
        Fields fields = Fields.EMPTY;
        for (Map.Entry<String, List<String>> header : answer.headers().entrySet()) {
            for (String value : header.getValue()) {
                fields = fields.with(header.getKey(), value);
            }
        }
        Bytes encoded = new BinaryResponse(answer.status(), fields, answer.body(), Fields.EMPTY).encode();
        return new Response(
                200,
                Map.of("Content-Type", List.of(OhttpGatewayRequest.RESPONSE_MEDIA_TYPE)),
                opened.seal((padded ? UNIFORM : BARE).pad(encoded)));
    }

    private Response provider(Request request) throws NoAnswer, UntrustedAnswer {
        return request.uri().getRawAuthority().equals(provider.authority().name())
                ? throughRelay.send(request)
                : problem(ProblemType.TARGET_FORBIDDEN);
    }

    static Response problem(ProblemType type) {
        return new Response(
                type.status(),
                Map.of("Content-Type", List.of(Problem.MEDIA_TYPE)),
                Problem.of(type).encode());
    }

    private Bytes keys() {
        return new OhttpKeyConfigs(List.of(key.config())).encode();
    }

    private String keysAt() {
        return provider.at(OhttpKeyConfigs.PATH).toString();
    }
}
