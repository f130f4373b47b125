package dev.jeton.issuer.issuance;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.AmortizedBatchTokenRequest;
import dev.jeton.crypto.token.AmortizedBatchTokenResponse;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.GenericBatchTokenResponse;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.token.TokenResponse;
import dev.jeton.issuer.IssuerConfig;
import dev.jeton.issuer.voprf.VoprfKeys;
import dev.jeton.service.http.Refusal;
import dev.jeton.service.http.RequestBodies;
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
    private static final int COMPLETE = 200;
    private static final int PARTIAL = 206;

    private final Issuance issuance;
    private final VoprfKeys voprfKeys;
    private final RequestBodies bodies;
    private final int maxBatch;

    TokenRequestResource(Issuance issuance, VoprfKeys voprfKeys, RequestBodies bodies, IssuerConfig issuer) {
        this.issuance = issuance;
        this.voprfKeys = voprfKeys;
        this.bodies = bodies;
        this.maxBatch = issuer.maxBatch();
    }

    @POST
    @Consumes(TokenRequest.MEDIA_TYPE)
    @Produces(TokenResponse.MEDIA_TYPE)
    public Uni<Response> single(
            @HeaderParam(HttpHeaders.AUTHORIZATION) Optional<String> authorization,
            @Context HttpServerRequest request) {
        return answer(authorization, Form.SINGLE, request, TokenRequest.BYTES);
    }

    @POST
    @Consumes(GenericBatchTokenRequest.MEDIA_TYPE)
    @Produces(GenericBatchTokenResponse.MEDIA_TYPE)
    public Uni<Response> genericBatch(
            @HeaderParam(HttpHeaders.AUTHORIZATION) Optional<String> authorization,
            @Context HttpServerRequest request) {
        return answer(authorization, Form.GENERIC_BATCH, request, GenericBatchTokenRequest.encodedBytes(maxBatch));
    }

    @POST
    @Consumes(AmortizedBatchTokenRequest.MEDIA_TYPE)
    @Produces(AmortizedBatchTokenResponse.MEDIA_TYPE)
    public Uni<Response> amortizedBatch(
            @HeaderParam(HttpHeaders.AUTHORIZATION) Optional<String> authorization,
            @Context HttpServerRequest request) {
        if (!voprfKeys.isOffered()) {
            throw Refusal.of(ProblemType.MEDIA_TYPE_UNSUPPORTED);
        }
        return answer(authorization, Form.AMORTIZED_BATCH, request, AmortizedBatchTokenRequest.encodedBytes(maxBatch));
    }

    private Uni<Response> answer(Optional<String> authorization, Form form, HttpServerRequest request, int maxBytes) {
        return issuance.issue(authorization, form, bodies.read(request, maxBytes))
                .map(TokenRequestResource::answer);
    }

    private static Response answer(Issued issued) {
        Response.ResponseBuilder answer = Response.status(issued.signed().isComplete() ? COMPLETE : PARTIAL)
                .entity(issued.signed().encoded().toArray())
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        issued.standing().headers().forEach(answer::header);
        return answer.build();
    }
}
