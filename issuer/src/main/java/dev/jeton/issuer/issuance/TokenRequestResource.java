package dev.jeton.issuer.issuance;

import dev.jeton.crypto.token.AmortizedBatchTokenRequest;
import dev.jeton.crypto.token.AmortizedBatchTokenResponse;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.GenericBatchTokenResponse;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.token.TokenResponse;
import dev.jeton.service.http.DirectRequests;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

@Path(IssuanceEndpoint.PATH)
class TokenRequestResource {
    private final SingleEndpoint single;
    private final GenericBatchEndpoint genericBatch;
    private final AmortizedBatchEndpoint amortizedBatch;
    private final DirectRequests requests;

    TokenRequestResource(
            SingleEndpoint single,
            GenericBatchEndpoint genericBatch,
            AmortizedBatchEndpoint amortizedBatch,
            DirectRequests requests) {
        this.single = single;
        this.genericBatch = genericBatch;
        this.amortizedBatch = amortizedBatch;
        this.requests = requests;
    }

    @POST
    @Consumes(TokenRequest.MEDIA_TYPE)
    @Produces(TokenResponse.MEDIA_TYPE)
    public Uni<Response> single(@Context HttpServerRequest request) {
        return requests.answer(single, request);
    }

    @POST
    @Consumes(GenericBatchTokenRequest.MEDIA_TYPE)
    @Produces(GenericBatchTokenResponse.MEDIA_TYPE)
    public Uni<Response> genericBatch(@Context HttpServerRequest request) {
        return requests.answer(genericBatch, request);
    }

    @POST
    @Consumes(AmortizedBatchTokenRequest.MEDIA_TYPE)
    @Produces(AmortizedBatchTokenResponse.MEDIA_TYPE)
    public Uni<Response> amortizedBatch(@Context HttpServerRequest request) {
        return requests.answer(amortizedBatch, request);
    }
}
