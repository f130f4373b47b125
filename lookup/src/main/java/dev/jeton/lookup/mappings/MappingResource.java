package dev.jeton.lookup.mappings;

import dev.jeton.service.http.DirectRequests;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** Without Oblivious HTTP, and so only with the development switch: this way the recipient's address is seen. */
@Path(PublishEndpoint.PATH)
@EndpointDisabled(name = "jeton.lookup.direct-requests", stringValue = "false", disableIfMissing = true)
class MappingResource {
    private final PublishEndpoint endpoint;
    private final DirectRequests requests;

    MappingResource(PublishEndpoint endpoint, DirectRequests requests) {
        this.endpoint = endpoint;
        this.requests = requests;
    }

    @PUT
    @Consumes(PublishEndpoint.MEDIA_TYPE)
    public Uni<Response> publish(@Context HttpServerRequest request) {
        return requests.answer(endpoint, request);
    }
}
