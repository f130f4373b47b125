package dev.jeton.issuer.admin;

import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.issuer.keys.KeyWrapping;
import dev.jeton.service.admin.AdminDoor;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The keys as PostgreSQL holds them. */
@Path(AdminDoor.PATH + "/keys")
@Produces(MediaType.APPLICATION_JSON)
class KeysResource {
    private final AdminDoor door;
    private final KeyWrapping wrapping;

    KeysResource(AdminDoor door, KeyWrapping wrapping) {
        this.door = door;
        this.wrapping = wrapping;
    }

    @POST
    @Path("/rewrapping")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> rewrap(@Context HttpServerRequest request) {
        return door.change(
                        request,
                        "keys-rewrapped",
                        "stored keys",
                        action -> wrapping.rewrap(action).map(epochs -> new JsonWriter().put("rewrapped", epochs)))
                .map(AdminDoor::response);
    }
}
