package dev.jeton.issuer.admin;

import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.issuer.keys.EpochRetirement;
import dev.jeton.issuer.keys.EpochSummary;
import dev.jeton.issuer.keys.LiveKeys;
import dev.jeton.issuer.quota.ArenaState;
import dev.jeton.issuer.quota.IssuedTokens;
import dev.jeton.issuer.quota.QuotaStoreState;
import dev.jeton.service.admin.AdminDoor;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Map;

/** Epochs: how each stands, with exact totals, and the switch that ends one before its time. */
@Path(AdminDoor.PATH + "/epochs")
@Produces(MediaType.APPLICATION_JSON)
class EpochsResource {
    private final AdminDoor door;
    private final LiveKeys keys;
    private final IssuedTokens issued;
    private final QuotaStoreState store;
    private final EpochRetirement retirement;
    private final InstantSource clock;

    EpochsResource(
            AdminDoor door,
            LiveKeys keys,
            IssuedTokens issued,
            QuotaStoreState store,
            EpochRetirement retirement,
            InstantSource clock) {
        this.door = door;
        this.keys = keys;
        this.issued = issued;
        this.store = store;
        this.retirement = retirement;
        this.clock = clock;
    }

    @GET
    public Uni<Response> epochs(@Context HttpServerRequest request) {
        return door.read(
                        request,
                        () -> issued.totals()
                                .map(totals -> new JsonWriter()
                                        .putObjects(
                                                "epochs",
                                                keys.ring().epochs().stream()
                                                        .map(epoch -> view(epoch, totals))
                                                        .toList())))
                .map(AdminDoor::response);
    }

    @POST
    @Path("/{epoch}/retirement")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> retire(@PathParam("epoch") String epoch, @Context HttpServerRequest request) {
        return door.change(
                        request,
                        "epoch-retired",
                        "epoch " + epoch,
                        action -> retirement
                                .retire(EpochPath.id(epoch), action)
                                .map(summary -> summary.toJson(clock.instant())))
                .map(AdminDoor::response);
    }

    private JsonWriter view(EpochSummary summary, Map<Long, Long> totals) {
        long id = summary.epoch().id();
        JsonWriter view = summary.toJson(clock.instant()).put("tokens", totals.getOrDefault(id, 0L));
        store.states().stream()
                .filter(state -> state.epoch() == id)
                .findFirst()
                .map(ArenaState::isServed)
                .ifPresent(served -> view.put("quota-store", served ? "served" : "fenced"));
        return view;
    }
}
