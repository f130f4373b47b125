package dev.jeton.relay.forward;

import dev.jeton.relay.Gateways;
import dev.jeton.relay.RelayConfig;
import dev.jeton.relay.clients.ClientLimits;
import dev.jeton.relay.events.RelayEvents;
import dev.jeton.relay.http.Answer;
import dev.jeton.relay.http.Edge;
import dev.jeton.relay.http.ProblemType;
import dev.jeton.relay.http.Refusal;
import dev.jeton.relay.http.RequestBodies;
import dev.jeton.relay.upstream.Upstream;
import dev.jeton.relay.upstream.UpstreamFailure;
import dev.jeton.relay.upstream.UpstreamUrl;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** {@code POST /ohttp/{gateway}}. */
@Singleton
class Forwarding {
    private static final String SEALED_REQUEST = "message/ohttp-req";
    private static final int KILO = 1 << 10;
    private static final int MOST_CONCURRENT = 10_000;

    private final Gateways gateways;
    private final ClientLimits limits;
    private final RequestBodies bodies;
    private final Upstream upstream;
    private final RelayEvents events;
    private final Slots slots;
    private final int maxRequestBytes;
    private final int maxAnswerBytes;

    Forwarding(
            RelayConfig config,
            Gateways gateways,
            ClientLimits limits,
            RequestBodies bodies,
            Upstream upstream,
            RelayEvents events) {
        this.gateways = gateways;
        this.limits = limits;
        this.bodies = bodies;
        this.upstream = upstream;
        this.events = events;
        if (config.maxConcurrent() < 1 || config.maxConcurrent() > MOST_CONCURRENT) {
            throw new IllegalArgumentException("jeton.relay.max-concurrent: expected 1 to " + MOST_CONCURRENT);
        }
        this.slots = new Slots(config.maxConcurrent());
        this.maxRequestBytes = bytes("max-request-size", config.maxRequestSize(), 1 << 20);
        this.maxAnswerBytes = bytes("max-answer-size", config.maxAnswerSize(), 4 << 20);
    }

    void open(@Observes Router router, Edge edge) {
        gateways.all()
                .forEach((name, url) ->
                        edge.add(router, HttpMethod.POST, Gateways.path(name), request -> forward(name, url, request)));
    }

    private Future<Answer> forward(String name, UpstreamUrl url, HttpServerRequest request) {
        return Future.succeededFuture(request)
                .compose(client -> {
                    limits.admit(client);
                    return limits.whileArriving(client, () -> bodies.read(client, SEALED_REQUEST, maxRequestBytes));
                })
                // Only now: a body that takes its time takes nobody's place at the gateway.
                .compose(body -> slots.within(() -> ask(name, url, body)))
                .onSuccess(answer -> events.relayed(name, "answered"))
                .onFailure(failure -> events.relayed(name, outcome(failure)));
    }

    /** Not given up when the client goes away: the gateway would see that it has. */
    private Future<Answer> ask(String name, UpstreamUrl url, Buffer body) {
        if (body.length() == 0) {
            throw Refusal.of(ProblemType.REQUEST_MALFORMED);
        }
        return upstream.post(url, SEALED_REQUEST, body, maxAnswerBytes)
                .map(GatewayAnswer::of)
                .recover(failure -> Future.failedFuture(
                        failure instanceof UpstreamFailure known ? GatewayAnswer.of(known) : failure))
                .onSuccess(answer -> events.succeeded("gateway=" + name))
                .onFailure(failure -> {
                    if (failure instanceof Refusal refusal && GatewayAnswer.BROKEN.contains(refusal.type())) {
                        events.failed("gateway=" + name, refusal.type().slug());
                    }
                });
    }

    private static String outcome(Throwable failure) {
        return failure instanceof Refusal refusal ? refusal.type().slug() : ProblemType.INTERNAL_ERROR.slug();
    }

    private static int bytes(String setting, MemorySize size, int most) {
        if (size.asLongValue() < KILO || size.asLongValue() > most) {
            throw new IllegalArgumentException("jeton.relay." + setting + ": expected 1K to " + (most >> 10) + "K");
        }
        return (int) size.asLongValue();
    }
}
