package dev.jeton.issuer.admin;

import dev.jeton.service.admin.AdminDoor;
import dev.jeton.service.admin.AuditView;
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

/** What operators did. */
@Path(AdminDoor.PATH + "/audit")
@Produces(MediaType.APPLICATION_JSON)
class AuditResource {
    private final AdminDoor door;
    private final AuditView trail;

    AuditResource(AdminDoor door, AuditView trail) {
        this.door = door;
        this.trail = trail;
    }

    @GET
    public Uni<Response> latest(@QueryParam("limit") Optional<String> limit, @Context HttpServerRequest request) {
        return door.read(request, () -> trail.latest(limit)).map(AdminDoor::response);
    }
}
