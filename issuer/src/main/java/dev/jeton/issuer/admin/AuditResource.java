package dev.jeton.issuer.admin;

import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.issuer.audit.AuditTrail;
import dev.jeton.issuer.http.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** What operators did, the newest first. */
@Path(AdminDoor.PATH + "/audit")
@Produces(MediaType.APPLICATION_JSON)
class AuditResource {
    private static final int DEFAULT_ENTRIES = 100;

    private final AdminDoor door;
    private final AuditTrail trail;

    AuditResource(AdminDoor door, AuditTrail trail) {
        this.door = door;
        this.trail = trail;
    }

    @GET
    public Uni<Response> latest(@QueryParam("limit") Optional<String> limit, @Context HttpServerRequest request) {
        return door.read(
                request,
                () -> trail.latest(limit.map(AuditResource::entries).orElse(DEFAULT_ENTRIES))
                        .map(entries -> new JsonWriter()
                                .putObjects(
                                        "entries",
                                        entries.stream()
                                                .map(AuditResource::view)
                                                .toList())));
    }

    private static JsonWriter view(AuditTrail.Entry entry) {
        return new JsonWriter()
                .put("at", entry.at())
                .put("operator", entry.action().operator())
                .put("action", entry.action().action())
                .put("subject", entry.action().subject())
                .put("reason", entry.action().reason());
    }

    private static int entries(String limit) {
        if (!limit.matches("[1-9][0-9]{0,3}") || Integer.parseInt(limit) > AuditTrail.MAX_ENTRIES) {
            throw Refusal.of(
                    ProblemType.REQUEST_MALFORMED, "limit: expected a number from 1 to " + AuditTrail.MAX_ENTRIES);
        }
        return Integer.parseInt(limit);
    }
}
