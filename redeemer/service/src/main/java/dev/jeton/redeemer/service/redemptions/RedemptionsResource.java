package dev.jeton.redeemer.service.redemptions;

import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.redeemer.service.Identity;
import dev.jeton.redeemer.service.callers.Callers;
import dev.jeton.service.http.LargestBody;
import dev.jeton.service.http.RequestBodies;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** In this order: who asks, what is asked, and only then tokens. */
@Path("/v1/redemptions")
class RedemptionsResource {
    private final Callers callers;
    private final RequestBodies bodies;
    private final Redemptions redemptions;
    private final RedemptionEvents events;
    private final int maxTokens;

    RedemptionsResource(
            Callers callers, RequestBodies bodies, Redemptions redemptions, RedemptionEvents events, Identity self) {
        this.callers = callers;
        this.bodies = bodies;
        this.redemptions = redemptions;
        this.events = events;
        this.maxTokens = self.maxTokens();
    }

    /** No other resource reads anything. */
    @Produces
    @Singleton
    static LargestBody largestBody(Identity self) {
        return new LargestBody(AskedRedemption.maxBytes(self.maxTokens()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @jakarta.ws.rs.Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> redeem(@Context HttpServerRequest request) {
        return callers.identify(request)
                .chain(caller -> bodies.read(request, MediaType.APPLICATION_JSON, AskedRedemption.maxBytes(maxTokens))
                        .map(body -> AskedRedemption.parseAll(body, maxTokens))
                        .chain(redemptions::redeem)
                        .invoke(outcomes -> events.redeemed(caller, outcomes)))
                .onFailure()
                .invoke(events::refused)
                .map(RedemptionsResource::response);
    }

    private static Response response(List<Outcome> outcomes) {
        JsonWriter answer = new JsonWriter()
                .putObjects(
                        "redemptions",
                        outcomes.stream()
                                .map(outcome -> new JsonWriter().put("outcome", outcome.name()))
                                .toList());
        return Response.ok(answer.toBytes().toArray())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
