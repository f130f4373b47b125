package dev.jeton.issuer.issuance;

import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.GenericBatchTokenResponse;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.token.TokenResponse;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.issuer.IssuerConfig;
import dev.jeton.issuer.http.BoundedBody;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** {@code POST /token-request}. */
@Path("/token-request")
class TokenRequestResource {
    private static final int PARTIAL = 206;

    private final Issuance issuance;
    private final int maxBatchBytes;

    TokenRequestResource(Issuance issuance, IssuerConfig issuer) {
        this.issuance = issuance;
        this.maxBatchBytes = GenericBatchTokenRequest.encodedBytes(issuer.maxBatch());
    }

    @POST
    @Consumes(TokenRequest.MEDIA_TYPE)
    @Produces(TokenResponse.MEDIA_TYPE)
    public Uni<Response> single(
            @HeaderParam(HttpHeaders.AUTHORIZATION) Optional<String> authorization,
            @Context HttpServerRequest request) {
        return issuance.issue(authorization, Form.SINGLE, BoundedBody.read(request, TokenRequest.BYTES))
                .map(issued -> answer(
                        200, issued, issued.responses().get(0).orElseThrow().encode()));
    }

    @POST
    @Consumes(GenericBatchTokenRequest.MEDIA_TYPE)
    @Produces(GenericBatchTokenResponse.MEDIA_TYPE)
    public Uni<Response> genericBatch(
            @HeaderParam(HttpHeaders.AUTHORIZATION) Optional<String> authorization,
            @Context HttpServerRequest request) {
        return issuance.issue(authorization, Form.GENERIC_BATCH, BoundedBody.read(request, maxBatchBytes))
                .map(issued -> answer(
                        issued.isComplete() ? 200 : PARTIAL,
                        issued,
                        new GenericBatchTokenResponse(issued.responses()).encode()));
    }

    private static Response answer(int status, Issued issued, Bytes encoded) {
        Response.ResponseBuilder answer =
                Response.status(status).entity(encoded.toArray()).header(HttpHeaders.CACHE_CONTROL, "no-store");
        issued.standing().headers().forEach(answer::header);
        return answer.build();
    }
}
