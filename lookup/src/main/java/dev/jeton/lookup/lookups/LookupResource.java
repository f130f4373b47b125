package dev.jeton.lookup.lookups;

import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.lookup.body.BoundedBody;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Without Oblivious HTTP, and so only with the development switch: this way the sender's address is seen. */
@Path(LookupRequest.PATH)
@EndpointDisabled(name = "jeton.lookup.direct-lookups", stringValue = "false", disableIfMissing = true)
class LookupResource {
    private final PaidLookups lookups;
    private final LookupEvents events;

    LookupResource(PaidLookups lookups, LookupEvents events) {
        this.lookups = lookups;
        this.events = events;
    }

    @POST
    @Consumes(LookupRequest.MEDIA_TYPE)
    @Produces(LookupAnswer.MEDIA_TYPE)
    @Operation(
            summary = "Ask which providers reach the owner of a CSI",
            description = "Authorization: PrivateToken token=\"...\". Costs one token, whatever the answer.")
    @APIResponse(responseCode = "200", description = "The signed mappings, and which sources answered")
    @APIResponse(responseCode = "400", description = "request-malformed")
    @APIResponse(
            responseCode = "401",
            description = "token-missing, token-malformed, token-unknown-key, token-wrong-challenge, token-expired,"
                    + " token-invalid, token-spent, proof-invalid; WWW-Authenticate says which tokens would do")
    @APIResponse(responseCode = "422", description = "csi-invalid")
    @APIResponse(responseCode = "503", description = "ledger-unavailable, keys-unavailable, store-unavailable")
    public Uni<Response> lookup(@Context HttpServerRequest request) {
        long start = System.nanoTime();
        return BoundedBody.read(request, LookupRequest.MEDIA_TYPE, LookupRequest.MAX_BYTES)
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
