package dev.jeton.issuer.admin;

import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.issuer.quota.ArenaState;
import dev.jeton.issuer.quota.QuotaStoreState;
import dev.jeton.redis.AcceptedLoss;
import dev.jeton.redis.FenceReason;
import dev.jeton.service.admin.AdminDoor;
import dev.jeton.service.http.Refusal;
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

/** The quota store: whether it is to be trusted, and an operator's word that it shall be. */
@Path(AdminDoor.PATH + "/quota-store")
@Produces(MediaType.APPLICATION_JSON)
class QuotaStoreResource {
    private final AdminDoor door;
    private final QuotaStoreState store;

    QuotaStoreResource(AdminDoor door, QuotaStoreState store) {
        this.door = door;
        this.store = store;
    }

    @GET
    public Uni<Response> states(@Context HttpServerRequest request) {
        return door.show(
                        request,
                        () -> new JsonWriter()
                                .putObjects(
                                        "epochs",
                                        store.states().stream()
                                                .map(QuotaStoreResource::view)
                                                .toList()))
                .map(AdminDoor::response);
    }

    @POST
    @Path("/{epoch}/accepted-loss")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> acceptLoss(@PathParam("epoch") String epoch, @Context HttpServerRequest request) {
        return door.change(
                        request,
                        "quota-loss-accepted",
                        "epoch " + epoch,
                        action -> store.acceptLoss(EpochPath.id(epoch), action)
                                .map(loss -> view(loss.orElseThrow(() -> Refusal.of(
                                                ProblemType.QUOTA_STORE_SERVING,
                                                "Nothing was accepted. If GET shows that nobody serves it, ask again in a second.")
                                        .with("Retry-After", "1")))))
                .map(AdminDoor::response);
    }

    static JsonWriter view(ArenaState state) {
        return new JsonWriter()
                .put("epoch", state.epoch())
                .put("state", state.isServed() ? "served" : "fenced")
                .putIfPresent("reason", state.reason().map(FenceReason::label))
                .put("arming", state.arming())
                .put("armed-on", state.armedOn())
                .put("server", state.server())
                .put("counter", state.counter())
                .put("needed", state.needed());
    }

    private static JsonWriter view(AcceptedLoss loss) {
        JsonWriter view = new JsonWriter().put("arming", loss.arming()).put("needed", loss.needed());
        loss.found().ifPresent(found -> view.put("found", found));
        return view;
    }
}
