package dev.jeton.redeemer.embedded.ledger;

import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.redeemer.spend.Generation;
import dev.jeton.redeemer.spend.redis.RedisSpendLedger;
import dev.jeton.redeemer.spend.redis.ShardState;
import dev.jeton.redis.AcceptedLoss;
import dev.jeton.redis.FenceReason;
import dev.jeton.redis.RedisUnavailable;
import dev.jeton.service.admin.AdminRoutes;
import dev.jeton.service.audit.AuditTrail;
import dev.jeton.service.audit.OperatorAction;
import dev.jeton.service.fence.PostgresFenceRecords;
import dev.jeton.service.http.Refusal;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What operators see of the ledger and do about it, below {@code /v1/admin/ledger} on the management listener: accept what a
 * shard has lost, or begin a new generation, which voids all tokens that are out for this provider.
 */
@Singleton
class LedgerRoutes {
    private static final Pattern GENERATION = Pattern.compile("[1-9]\\d{0,17}");
    /** {@code spent/<generation>/<key>/<shard>}, as paths and the event log may quote it. */
    private static final Pattern SHARD = Pattern.compile("spent/\\d{1,18}/[0-9a-f]{32}/\\d{1,2}");

    private final AdminRoutes routes;
    private final RedisSpendLedger ledger;
    private final Generations generations;
    private final PostgresFenceRecords records;
    private final AuditTrail trail;

    LedgerRoutes(
            AdminRoutes routes,
            RedisSpendLedger ledger,
            Generations generations,
            PostgresFenceRecords records,
            AuditTrail trail) {
        this.routes = routes;
        this.ledger = ledger;
        this.generations = generations;
        this.records = records;
        this.trail = trail;
    }

    void add(@Observes ManagementInterface management) {
        routes.show(management.router(), "/ledger", context -> view());
        routes.change(
                management.router(),
                "/ledger/spent/:generation/:key/:shard/accepted-loss",
                "ledger-loss-accepted",
                LedgerRoutes::shard,
                (context, action) -> acceptLoss(shard(context), action));
        routes.change(
                management.router(),
                "/ledger/generations/:number",
                "generation-begun",
                context -> "generation " + generation(context),
                (context, action) -> begin(generation(context), action));
    }

    private JsonWriter view() {
        JsonWriter view = new JsonWriter();
        generations.latest().map(Generation::number).ifPresent(number -> view.put("generation", number));
        return view.putObjects(
                "shards", ledger.states().stream().map(LedgerRoutes::view).toList());
    }

    private static JsonWriter view(ShardState shard) {
        return new JsonWriter()
                .put("shard", shard.name())
                .put("state", shard.isServed() ? "served" : "fenced")
                .putIfPresent("reason", shard.standing().reason().map(FenceReason::label))
                .put("arming", shard.standing().arming())
                .put("armed-on", shard.standing().armedOn())
                .put("server", shard.standing().server())
                .put("counter", shard.standing().counter())
                .put("needed", shard.standing().needed());
    }

    private Uni<JsonWriter> acceptLoss(String shard, OperatorAction action) {
        ShardState state = ledger.states().stream()
                .filter(known -> known.name().equals(shard))
                .findFirst()
                .orElseThrow(() -> Refusal.of(ProblemType.NOT_FOUND, "No such shard is kept."));
        // Accepting would fence it first: nobody loses a second over a slip of the pen.
        Uni<Optional<AcceptedLoss>> accepted = state.isServed()
                ? Uni.createFrom().item(Optional.empty())
                : ledger.acceptLoss(
                        shard,
                        (name, expected, next) ->
                                records.replace(name, expected, next, session -> trail.add(session, action)));
        return accepted.onFailure(RedisUnavailable.class)
                .transform(failure -> Refusal.of(ProblemType.LEDGER_UNAVAILABLE))
                .map(loss -> view(loss.orElseThrow(() -> Refusal.of(
                                ProblemType.LEDGER_SERVING,
                                "Nothing was accepted. If GET shows that nobody serves it, ask again in a second.")
                        .with("Retry-After", "1"))));
    }

    private static JsonWriter view(AcceptedLoss loss) {
        JsonWriter view = new JsonWriter().put("arming", loss.arming()).put("needed", loss.needed());
        loss.found().ifPresent(found -> view.put("found", found));
        return view;
    }

    private Uni<JsonWriter> begin(long number, OperatorAction action) {
        return generations.begin(number, action).call(generations::look).map(begun -> {
            if (!begun) {
                throw Refusal.of(
                        ProblemType.GENERATION_CONFLICT,
                        "Nothing was begun: GET shows the generation, and the next one has the next number.");
            }
            return new JsonWriter().put("generation", number);
        });
    }

    private static long generation(RoutingContext context) {
        String number = String.valueOf(context.pathParam("number"));
        if (!GENERATION.matcher(number).matches()) {
            throw Refusal.of(ProblemType.NOT_FOUND, "A generation is a number.");
        }
        return Long.parseLong(number);
    }

    private static String shard(RoutingContext context) {
        String name = "spent/" + context.pathParam("generation") + "/" + context.pathParam("key") + "/"
                + context.pathParam("shard");
        if (!SHARD.matcher(name).matches()) {
            throw Refusal.of(ProblemType.NOT_FOUND, "No such shard is kept.");
        }
        return name;
    }
}
