package dev.jeton.lookup.lookups;

import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.service.http.DirectRequests;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** Without Oblivious HTTP, and so only with the development switch: this way the sender's address is seen. */
@Path(LookupRequest.PATH)
@EndpointDisabled(name = "jeton.lookup.direct-requests", stringValue = "false", disableIfMissing = true)
class LookupResource {
    private final LookupEndpoint endpoint;
    private final DirectRequests requests;

    LookupResource(LookupEndpoint endpoint, DirectRequests requests) {
        this.endpoint = endpoint;
        this.requests = requests;
    }

    @POST
    @Consumes(LookupRequest.MEDIA_TYPE)
    @Produces(LookupAnswer.MEDIA_TYPE)
    public Uni<Response> lookup(@Context HttpServerRequest request) {
        return requests.answer(endpoint, request);
    }
}
