package dev.jeton.lookup.mappings;

import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.lookup.atrest.HeldDecisions;
import dev.jeton.service.admin.AdminRoutes;
import dev.jeton.service.http.Refusal;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/**
 * What operators see of removals that wait and do about them, below {@code /v1/admin/held-removals} on the management
 * listener: counts for each CSIP and day, and never whose identifiers they are.
 */
@Singleton
class HeldRemovalRoutes {
    private static final String PATH = "/held-removals";
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern CSIP = Pattern.compile("[!-~]{1,255}");

    private final AdminRoutes routes;
    private final HeldDecisions decisions;

    HeldRemovalRoutes(AdminRoutes routes, HeldDecisions decisions) {
        this.routes = routes;
        this.decisions = decisions;
    }

    void add(@Observes ManagementInterface management) {
        routes.read(management.router(), PATH, context -> view());
        routes.change(
                management.router(),
                PATH + "/release",
                "held-removals-released",
                HeldRemovalRoutes::subject,
                (context, action) ->
                        decisions.release(seen(context), action).map(released -> decided("released", released)));
        routes.change(
                management.router(),
                PATH + "/reject",
                "held-removals-rejected",
                HeldRemovalRoutes::subject,
                (context, action) ->
                        decisions.reject(seen(context), action).map(rejected -> decided("rejected", rejected)));
    }

    private Uni<JsonWriter> view() {
        return decisions
                .groups()
                .map(groups -> new JsonWriter()
                        .putObjects(
                                "held",
                                groups.stream().map(HeldRemovalRoutes::view).toList()));
    }

    private static JsonWriter view(HeldDecisions.Group group) {
        return new JsonWriter()
                .put("csip", group.csip())
                .put("day", group.day().toString())
                .put("waiting", group.waiting())
                .put("released", group.released());
    }

    private static JsonWriter decided(String what, int removals) {
        if (removals == 0) {
            throw Refusal.of(ProblemType.HELD_REMOVALS_CHANGED);
        }
        return new JsonWriter().put(what, removals);
    }

    /** The event log sets it in quotes, which a CSIP's name may contain. */
    private static String subject(RoutingContext context) {
        return csip(context).replace('"', '\'') + " " + day(context);
    }

    private static HeldDecisions.Seen seen(RoutingContext context) {
        String waiting = String.valueOf(context.request().getParam("waiting"));
        if (!COUNT.matcher(waiting).matches()) {
            throw Refusal.of(ProblemType.REQUEST_MALFORMED, "waiting: expected how many wait, as you were told");
        }
        return new HeldDecisions.Seen(csip(context), day(context), Long.parseLong(waiting));
    }

    private static String csip(RoutingContext context) {
        String csip = String.valueOf(context.request().getParam("csip"));
        if (!CSIP.matcher(csip).matches()) {
            throw Refusal.of(ProblemType.REQUEST_MALFORMED, "csip: expected the name of a CSIP");
        }
        return csip;
    }

    private static LocalDate day(RoutingContext context) {
        try {
            return LocalDate.parse(String.valueOf(context.request().getParam("day")));
        } catch (DateTimeParseException e) {
            throw Refusal.of(ProblemType.REQUEST_MALFORMED, "day: expected a date such as 2026-11-23");
        }
    }
}
