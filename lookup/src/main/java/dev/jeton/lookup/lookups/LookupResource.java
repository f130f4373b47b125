package dev.jeton.lookup.lookups;

import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.service.http.RequestBodies;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Without Oblivious HTTP, and so only with the development switch: this way the sender's address is seen. */
@Path(LookupRequest.PATH)
@EndpointDisabled(name = "jeton.lookup.direct-lookups", stringValue = "false", disableIfMissing = true)
class LookupResource {
    private final PaidLookups lookups;
    private final LookupEvents events;
    private final RequestBodies bodies;

    LookupResource(PaidLookups lookups, LookupEvents events, RequestBodies bodies) {
        this.lookups = lookups;
        this.events = events;
        this.bodies = bodies;
    }

    @POST
    @Consumes(LookupRequest.MEDIA_TYPE)
    @Produces(LookupAnswer.MEDIA_TYPE)
    public Uni<Response> lookup(@Context HttpServerRequest request) {
        long start = System.nanoTime();
        return bodies.read(request, LookupRequest.MEDIA_TYPE, LookupRequest.MAX_BYTES)
                .chain(body -> lookups.answer(body, request.headers().getAll(HttpHeaders.AUTHORIZATION)))
                .invoke(answer -> events.answered(start, answer.mappings().size()))
                .onFailure()
                .invoke(failure -> events.failed(start, failure))
                .map(LookupResource::response);
    }

    private static Response response(LookupAnswer answer) {
        return Response.ok(answer.encode().toArray())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
