package dev.jeton.service.admin;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.service.EventLog;
import dev.jeton.service.audit.OperatorAction;
import dev.jeton.service.document.Document;
import dev.jeton.service.http.Problems;
import dev.jeton.service.http.Redacted;
import dev.jeton.service.http.Refusal;
import dev.jeton.service.http.RequestBodies;
import dev.jeton.service.store.StoreOutage;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The door to all that operators may do: who asks is known, and few are inside at once. Signatures are checked on Vert.x'
 * worker threads, so that neither a full signing pool keeps operators out nor operators slow signing down. Safe for
 * concurrent use.
 */
@Singleton
public class AdminDoor {
    public static final String PATH = "/v1/admin";

    private static final Logger LOG = Logger.getLogger(AdminDoor.class);

    private static final int MAX_BODY_BYTES = 4096;
    private static final Duration STORE_TIMEOUT = Duration.ofSeconds(10);

    private final Operators operators;
    private final RequestBodies bodies;
    private final Problems problems;
    private final Vertx vertx;
    private final MeterRegistry meters;
    private final Logger events;
    private final boolean isOpen;
    private final Semaphore places;

    AdminDoor(
            Operators operators,
            RequestBodies bodies,
            Problems problems,
            Vertx vertx,
            MeterRegistry meters,
            EventLog events,
            AdminConfig config) {
        this.operators = operators;
        this.problems = problems;
        this.vertx = vertx;
        this.meters = meters;
        this.events = events.logger();
        this.isOpen = config.operatorsDirectory().isPresent();
        if (config.maxRequests() < 1 || config.maxRequests() > 100) {
            throw new IllegalArgumentException("jeton.admin.max-requests: expected 1 to 100");
        }
        this.places = new Semaphore(config.maxRequests());
        // Whoever floods token requests must not keep out the operator who wants to stop him.
        this.bodies = bodies.apart(config.maxRequests() * MAX_BODY_BYTES);
    }

    /** Where nobody is an operator, there is nothing to see, not even what there could be. */
    void close(@Observes Router router) {
        if (!isOpen) {
            router.route(PATH + "/*").order(Integer.MIN_VALUE + 1).handler(context -> context.fail(404));
        }
    }

    /** What {@code view} shows an operator; it is calculated off the event loop. */
    public Uni<Bytes> show(HttpServerRequest request, Supplier<JsonWriter> view) {
        return enter(request, operator -> compute(view::get));
    }

    /** What {@code work} reads for an operator. */
    public Uni<Bytes> read(HttpServerRequest request, Supplier<Uni<JsonWriter>> work) {
        return enter(request, operator -> stored(work.get()));
    }

    /** What {@code work} answers, once it has done what an operator wants, for the reason that is in his request's body. */
    public Uni<Bytes> change(
            HttpServerRequest request, String name, String subject, Function<OperatorAction, Uni<JsonWriter>> work) {
        return change(request, bodies.read(request, MAX_BODY_BYTES), name, subject, work);
    }

    /** The same where {@code body} is how the request's body is had, once it is known who asks. */
    Uni<Bytes> change(
            HttpServerRequest request,
            Uni<Bytes> body,
            String name,
            String subject,
            Function<OperatorAction, Uni<JsonWriter>> work) {
        return enter(
                request,
                operator -> body.map(json -> Order.parse(operator, name, subject, Shape.REASON, json))
                        .map(Order::action)
                        .chain(action -> stored(work.apply(action)).invoke(done -> tell(action))));
    }

    /** The same for a body of another {@code shape}; a large one is read off the event loop. */
    Uni<Bytes> change(
            HttpServerRequest request,
            Bytes body,
            String name,
            String subject,
            Shape shape,
            BiFunction<OperatorAction, JsonObject, Uni<JsonWriter>> work) {
        return enter(
                request,
                operator -> compute(() -> Order.parse(operator, name, subject, shape, body))
                        .chain(order ->
                                stored(work.apply(order.action(), order.body())).invoke(done -> tell(order.action()))));
    }

    /** Of what was done: by now it is committed, and its subject is a name of ours. */
    private void tell(OperatorAction action) {
        events.infof(
                "event=operator-action action=%s operator=%s subject=\"%s\"",
                action.action(), action.operator(), action.subject());
    }

    private Uni<Bytes> enter(HttpServerRequest request, Function<String, Uni<JsonWriter>> work) {
        Optional<String> authorization = Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION));
        return Uni.createFrom()
                .item(() -> operators.admit(authorization))
                .chain(candidate ->
                        inside(() -> compute(() -> operators.verify(candidate)).chain(work::apply)))
                .map(JsonWriter::toBytes)
                .invoke(answered -> count("answered"))
                .onFailure()
                .invoke(failure -> count(problems.typeOf(failure).slug()));
    }

    private void count(String outcome) {
        meters.counter("jeton.operator.requests", "outcome", outcome).increment();
    }

    /** A store that does not answer is no mistake of ours. What is one ends the pipeline as it is, and gets into the log there. */
    private static <T> Uni<T> stored(Uni<T> work) {
        return work.ifNoItem()
                .after(STORE_TIMEOUT)
                .fail()
                .onFailure(StoreOutage::is)
                .transform(outage -> {
                    LOG.warn("event=operator-request-failed", Redacted.of(outage));
                    return Refusal.of(ProblemType.STORE_UNAVAILABLE, "What was asked for may yet have been done.");
                });
    }

    private <T> Uni<T> inside(Supplier<Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            if (!places.tryAcquire()) {
                throw Refusal.of(ProblemType.SATURATED);
            }
            // Memoized, so that what was begun is finished although its operator has gone away.
            return Uni.createFrom()
                    .deferred(work::get)
                    .onTermination()
                    .invoke(() -> places.release())
                    .memoize()
                    .indefinitely();
        });
    }

    private <T> Uni<T> compute(Callable<T> calculation) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(calculation, false).toCompletionStage());
    }

    /**
     * What a request's body looks like that changes something.
     *
     * @param maxBytes the most that it may have
     * @param members that it may have beside {@code reason}
     */
    public record Shape(int maxBytes, Set<String> members) {
        static final Shape REASON = new Shape(MAX_BODY_BYTES, Set.of());
    }

    /** What an operator wants, and all that he said about it. */
    private record Order(OperatorAction action, JsonObject body) {
        static Order parse(String operator, String name, String subject, Shape shape, Bytes body) {
            try {
                JsonObject json = JsonObject.parse("body", body, shape.maxBytes());
                Set<String> members = new HashSet<>(shape.members());
                members.add("reason");
                Document.only(json, members);
                String reason = json.string("reason", OperatorAction.MAX_REASON_CHARS);
                return new Order(new OperatorAction(operator, name, subject, reason.strip()), json);
            } catch (MalformedMessage e) {
                throw Refusal.of(ProblemType.REQUEST_MALFORMED, String.valueOf(e.getMessage()));
            }
        }
    }

    /** What the door answers, as a resource does. */
    public static Response response(Bytes json) {
        return Response.ok(json.toArray())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
