package dev.jeton.lookup.mappings;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jeton.crypto.mapping.Removal;
import dev.jeton.service.http.RequestBodies;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

@Path("/v1/mappings/removals")
class RemovalResource {
    private static final String JWT = "application/jwt";

    private final RemovedMappings removals;
    private final MappingEvents events;
    private final RequestBodies bodies;

    RemovalResource(RemovedMappings removals, MappingEvents events, RequestBodies bodies) {
        this.removals = removals;
        this.events = events;
        this.bodies = bodies;
    }

    @POST
    @Consumes(JWT)
    public Uni<Response> remove(@Context HttpServerRequest request) {
        return bodies.read(request, JWT, Removal.MAX_CHARS)
                .chain(body -> removals.remove(new String(body.toArray(), US_ASCII)))
                .onItemOrFailure()
                .invoke(events::removed)
                .map(outcome -> switch (outcome) {
                    case REMOVED -> Response.noContent().build();
                    case HELD -> Response.accepted().build();
                });
    }
}
