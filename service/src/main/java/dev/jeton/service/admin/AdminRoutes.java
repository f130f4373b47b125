package dev.jeton.service.admin;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.service.audit.OperatorAction;
import dev.jeton.service.http.Problems;
import dev.jeton.service.http.Refusal;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Operators' routes on the management listener, for services whose main listener shows operators nothing: what features
 * offer below {@link AdminDoor#PATH}, the audit trail, and nothing else. Features add theirs when they observe
 * {@link ManagementInterface}; paths are those of Vert.x: {@code /families/:family}.
 */
@Singleton
public class AdminRoutes {
    private final AdminDoor door;
    private final AuditView trail;
    private final Problems problems;
    private final boolean isOpen;

    AdminRoutes(AdminDoor door, AuditView trail, Problems problems, AdminConfig config) {
        this.door = door;
        this.trail = trail;
        this.problems = problems;
        this.isOpen = config.operatorsDirectory().isPresent();
    }

    /** What {@code view} shows an operator at {@code path}; it is calculated off the event loop. */
    public void show(Router router, String path, Function<RoutingContext, JsonWriter> view) {
        add(router, HttpMethod.GET, path, context -> door.show(context.request(), () -> view.apply(context)));
    }

    /** What {@code work} reads for an operator at {@code path}. */
    public void read(Router router, String path, Function<RoutingContext, Uni<JsonWriter>> work) {
        add(router, HttpMethod.GET, path, context -> door.read(context.request(), () -> work.apply(context)));
    }

    /**
     * What {@code work} does for an operator who posts to {@code path}, for the reason that is in his request's body.
     *
     * @param name of what he does, for the audit trail: {@code epoch-retired}
     * @param subject to what; printable, since it is told in the event log
     */
    public void change(
            Router router,
            String path,
            String name,
            Function<RoutingContext, String> subject,
            BiFunction<RoutingContext, OperatorAction, Uni<JsonWriter>> work) {
        add(
                router,
                HttpMethod.POST,
                path,
                context -> door.change(
                        context.request(),
                        Uni.createFrom().item(() -> body(context)),
                        name,
                        subject.apply(context),
                        action -> work.apply(context, action)));
    }

    /**
     * The same for a body that says more than why.
     *
     * @param shape of the body; below {@code quarkus.management.limits.max-body-size}, which refuses without a problem
     */
    public void change(
            Router router,
            String path,
            String name,
            String subject,
            AdminDoor.Shape shape,
            BiFunction<OperatorAction, JsonObject, Uni<JsonWriter>> work) {
        add(
                router,
                HttpMethod.POST,
                path,
                context -> door.change(context.request(), body(context), name, subject, shape, work));
    }

    void open(@Observes ManagementInterface management) {
        Router router = management.router();
        read(
                router,
                "/audit",
                context -> trail.latest(Optional.ofNullable(context.request().getParam("limit"))));
        router.route(AdminDoor.PATH + "/*")
                .last()
                .handler(context -> problems.send(context.response(), Refusal.of(ProblemType.NOT_FOUND)));
    }

    private void add(Router router, HttpMethod method, String path, Function<RoutingContext, Uni<Bytes>> work) {
        if (isOpen) {
            router.route(method, AdminDoor.PATH + path).handler(context -> handle(context, work));
        }
    }

    /** The end of the pipeline: JAX-RS, which ends others, does not serve this listener. */
    private void handle(RoutingContext context, Function<RoutingContext, Uni<Bytes>> work) {
        HttpServerResponse response = context.response();
        Uni.createFrom()
                .deferred(() -> work.apply(context))
                .subscribe()
                .with(json -> answer(response, json), failure -> problems.send(response, failure));
    }

    /** Quarkus reads all bodies on this listener, up to {@code quarkus.management.limits.max-body-size}. */
    private static Bytes body(RoutingContext context) {
        Buffer body = context.body().buffer();
        return body == null ? Bytes.EMPTY : Bytes.of(body.getBytes());
    }

    private static void answer(HttpServerResponse response, Bytes json) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Buffer.buffer(json.toArray()));
    }
}
