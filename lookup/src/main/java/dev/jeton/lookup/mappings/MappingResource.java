package dev.jeton.lookup.mappings;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.service.http.RequestBodies;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

@Path("/v1/mappings")
class MappingResource {
    private static final String JWT = "application/jwt";

    private final PublishedMappings mappings;
    private final MappingEvents events;
    private final RequestBodies bodies;

    MappingResource(PublishedMappings mappings, MappingEvents events, RequestBodies bodies) {
        this.mappings = mappings;
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
}
