package dev.jeton.issuer.issuance;

import dev.jeton.service.http.DirectRequests;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

@Path(QuotaEndpoint.PATH)
class QuotaResource {
    private final QuotaEndpoint endpoint;
    private final DirectRequests requests;

    QuotaResource(QuotaEndpoint endpoint, DirectRequests requests) {
        this.endpoint = endpoint;
        this.requests = requests;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> quota(@Context HttpServerRequest request) {
        return requests.answer(endpoint, request);
    }
}
