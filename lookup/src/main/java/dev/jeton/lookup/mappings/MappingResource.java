package dev.jeton.lookup.mappings;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.Removal;
import dev.jeton.service.http.RequestBodies;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

@Path("/v1/mappings")
class MappingResource {
    private static final String JWT = "application/jwt";

    private final PublishedMappings mappings;
    private final RemovedMappings removals;
    private final MappingEvents events;
    private final RequestBodies bodies;

    MappingResource(PublishedMappings mappings, RemovedMappings removals, MappingEvents events, RequestBodies bodies) {
        this.mappings = mappings;
        this.removals = removals;
        this.events = events;
        this.bodies = bodies;
    }

    @PUT
    @Consumes(JWT)
    public Uni<Response> publish(@Context HttpServerRequest request) {
        return bodies.read(request, JWT, Mapping.MAX_CHARS)
                .chain(body -> mappings.publish(new String(body.toArray(), US_ASCII)))
                .onItemOrFailure()
                .invoke((stored, failure) -> events.published(failure))
                .replaceWith(() -> Response.noContent().build());
    }

    @POST
    @Path("removals")
    @Consumes(JWT)
    public Uni<Response> remove(@Context HttpServerRequest request) {
        return bodies.read(request, JWT, Removal.MAX_CHARS)
                .chain(body -> removals.remove(new String(body.toArray(), US_ASCII)))
                .onItemOrFailure()
                .invoke((removed, failure) -> events.removed(failure))
                .replaceWith(() -> Response.noContent().build());
    }
}
