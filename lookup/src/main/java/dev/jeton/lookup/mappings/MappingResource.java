package dev.jeton.lookup.mappings;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.lookup.body.BoundedBody;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

@Path("/v1/mappings")
class MappingResource {
    private static final String JWT = "application/jwt";

    private final PublishedMappings mappings;
    private final MappingEvents events;

    MappingResource(PublishedMappings mappings, MappingEvents events) {
        this.mappings = mappings;
        this.events = events;
    }

    @PUT
    @Consumes(JWT)
    @Operation(summary = "Publish a mapping", description = "Replaces the mapping of the same CSI and recipient key.")
    @RequestBody(
            required = true,
            description = "A mapping+jwt as compact JWS, with the CSIP's attestation in its header csi-attestation",
            content =
                    @Content(
                            mediaType = JWT,
                            schema = @Schema(type = SchemaType.STRING, maxLength = Mapping.MAX_CHARS)))
    @APIResponse(responseCode = "204", description = "The mapping is stored and served from now on")
    @APIResponse(responseCode = "409", description = "mapping-stale, mappings-full")
    @APIResponse(responseCode = "422", description = "mapping-invalid; the detail names the document and the reason")
    @APIResponse(responseCode = "503", description = "store-unavailable, saturated")
    public Uni<Response> publish(@Context HttpServerRequest request) {
        return BoundedBody.read(request, JWT, Mapping.MAX_CHARS)
                .chain(body -> mappings.publish(new String(body.toArray(), US_ASCII)))
                .onItemOrFailure()
                .invoke((stored, failure) -> events.published(failure))
                .replaceWith(() -> Response.noContent().build());
    }
}
