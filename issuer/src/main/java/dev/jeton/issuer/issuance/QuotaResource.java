package dev.jeton.issuer.issuance;

import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.issuer.quota.Standing;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** {@code GET /v1/quota}. */
@Path("/v1/quota")
class QuotaResource {
    private final Issuance issuance;

    QuotaResource(Issuance issuance) {
        this.issuance = issuance;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> quota(@HeaderParam(HttpHeaders.AUTHORIZATION) Optional<String> authorization) {
        return issuance.standing(authorization).map(QuotaResource::answer);
    }

    private static Response answer(Standing standing) {
        Response.ResponseBuilder answer = Response.ok(new JsonWriter()
                        .put("limit", standing.limit())
                        .put("left", standing.left())
                        .put("reset-seconds", standing.untilReset().toSeconds())
                        .toBytes()
                        .toArray())
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        standing.headers().forEach(answer::header);
        return answer.build();
    }
}
