package dev.jeton.lookup.mappings;

import dev.jeton.service.http.DirectRequests;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** Without Oblivious HTTP, and so only with the development switch: this way the recipient's address is seen. */
@Path(RemovalEndpoint.PATH)
@EndpointDisabled(name = "jeton.lookup.direct-requests", stringValue = "false", disableIfMissing = true)
class RemovalResource {
    private final RemovalEndpoint endpoint;
    private final DirectRequests requests;

    RemovalResource(RemovalEndpoint endpoint, DirectRequests requests) {
        this.endpoint = endpoint;
        this.requests = requests;
    }

    @POST
    @Consumes(RemovalEndpoint.MEDIA_TYPE)
    public Uni<Response> remove(@Context HttpServerRequest request) {
        return requests.answer(endpoint, request);
    }
}
