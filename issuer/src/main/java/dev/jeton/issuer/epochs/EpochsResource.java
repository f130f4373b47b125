package dev.jeton.issuer.epochs;

import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.issuer.keys.EpochSummary;
import dev.jeton.issuer.keys.LiveKeys;
import dev.jeton.service.http.Refusal;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** {@code GET /v1/epochs}. Answers from memory. */
@Path("/v1/epochs")
class EpochsResource {
    private static final String CACHED = "public, max-age=" + PublishedTotals.PAUSE.toSeconds();

    private final LiveKeys keys;
    private final PublishedTotals totals;
    private final InstantSource clock;

    EpochsResource(LiveKeys keys, PublishedTotals totals, InstantSource clock) {
        this.keys = keys;
        this.totals = totals;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @NonBlocking
    public Response epochs() {
        Instant now = clock.instant();
        List<JsonWriter> epochs = keys.ring().epochs().stream()
                .filter(epoch -> now.isBefore(epoch.epoch().notAfter()))
                .map(epoch -> json(epoch, now))
                .toList();
        if (epochs.isEmpty()) {
            throw Refusal.of(ProblemType.KEYS_UNAVAILABLE);
        }
        return Response.ok(
                        new JsonWriter().putObjects("epochs", epochs).toBytes().toArray())
                .header(HttpHeaders.CACHE_CONTROL, CACHED)
                .build();
    }

    private JsonWriter json(EpochSummary epoch, Instant now) {
        JsonWriter json = epoch.toJson(now);
        totals.atMost(epoch.epoch().id()).ifPresent(tokens -> json.put("tokens-at-most", tokens));
        return json;
    }
}
