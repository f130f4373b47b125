package dev.jeton.service.gateway;

import dev.jeton.crypto.ohttp.OhttpClientRequest;
import dev.jeton.crypto.ohttp.OhttpGatewayRequest;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.service.http.Answer;
import dev.jeton.service.http.Problems;
import dev.jeton.service.http.Refusal;
import dev.jeton.service.http.RequestBodies;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** {@code /.well-known/ohttp-gateway}: the key configuration, and requests that are sealed to it. */
@Singleton
class Gateway {
    static final String PATH = "/.well-known/ohttp-gateway";

    /** Behind the edge, and before all of Quarkus' own routes. */
    private static final int SECOND = Integer.MIN_VALUE + 1;

    private static final int OK = 200;
    private static final Duration LEAST_AGE = Duration.ofMinutes(1);
    private static final Duration MOST_AGE = Duration.ofDays(1);

    private final GatewayKeys keys;
    private final InnerRequests requests;
    private final SealedAnswers answers;
    private final RequestBodies bodies;
    private final Problems problems;
    private final GatewayEvents events;
    private final InstantSource clock;
    private final Duration keysMaxAge;
    private final int maxBytes;

    Gateway(
            GatewayConfig config,
            GatewayKeys keys,
            InnerRequests requests,
            SealedAnswers answers,
            RequestBodies bodies,
            Problems problems,
            GatewayEvents events,
            InstantSource clock) {
        this.keysMaxAge = config.keysMaxAge();
        if (keysMaxAge.compareTo(LEAST_AGE) < 0 || keysMaxAge.compareTo(MOST_AGE) > 0) {
            throw new IllegalArgumentException("jeton.gateway.keys-max-age: expected 1 min to 1 day");
        }
        this.keys = keys;
        this.requests = requests;
        this.answers = answers;
        this.bodies = bodies;
        this.problems = problems;
        this.events = events;
        this.clock = clock;
        this.maxBytes = RequestSizes.largest(requests.largestBody());
    }

    void open(@Observes Router router) {
        if (!keys.areConfigured()) {
            return;
        }
        if (!requests.leadSomewhere()) {
            throw new IllegalArgumentException(
                    "jeton.gateway.key-directory: this service has nothing that a gateway leads to");
        }
        router.route(PATH).order(SECOND).handler(this::handle);
    }

    private void handle(RoutingContext context) {
        if (!context.request().path().equals(PATH)) {
            context.fail(404);
            return;
        }
        Uni.createFrom()
                .deferred(() -> answer(context.request()))
                .subscribe()
                .with(answer -> answer.send(context.response()), failure -> problems.send(context.response(), failure));
    }

    private Uni<Answer> answer(HttpServerRequest request) {
        return switch (request.method().name()) {
            case "GET", "HEAD" -> Uni.createFrom().item(configuration());
            case "POST" ->
                bodies.read(request, OhttpClientRequest.MEDIA_TYPE, maxBytes)
                        .chain(this::answered)
                        .map(body -> Answer.of(OK, OhttpGatewayRequest.RESPONSE_MEDIA_TYPE, body));
            default -> throw Refusal.of(ProblemType.METHOD_NOT_ALLOWED).with("Allow", "GET, HEAD, POST");
        };
    }

    /** The same bytes for everybody: a key for one client would mark that client. */
    private Answer configuration() {
        OfferedKeys offered = keys.current();
        Bytes encoded = offered.encoded().orElseThrow(() -> Refusal.of(ProblemType.GATEWAY_KEYS_MISSING));
        return new Answer(OK, List.of(), encoded)
                .with("Content-Type", OhttpKeyConfigs.MEDIA_TYPE)
                .with("Cache-Control", "public, max-age=" + maxAge(offered).toSeconds());
    }

    /** What is kept must not outlive the offer, or two who compare would see two keys. */
    private Duration maxAge(OfferedKeys offered) {
        Instant now = clock.instant();
        return offered.offeredUntil().isAfter(now.plus(keysMaxAge))
                ? keysMaxAge
                : Duration.between(now, offered.offeredUntil());
    }

    private Uni<Bytes> answered(Bytes encapsulated) {
        // First of all: whatever follows takes a time that depends on the request.
        long arrival = System.nanoTime();
        return answers.to(opened(encapsulated), arrival);
    }

    /** What cannot be opened is refused in the same words for every reason (RFC 9458, Section 5.3). */
    private OhttpGatewayRequest opened(Bytes encapsulated) {
        try {
            return keys.current().gateway().decapsulate(encapsulated);
        } catch (MalformedMessage e) {
            Refusal refusal = Refusal.of(ProblemType.OHTTP_KEY);
            events.refused(refusal);
            throw refusal;
        }
    }
}
