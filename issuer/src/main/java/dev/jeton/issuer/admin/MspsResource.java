package dev.jeton.issuer.admin;

import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.issuer.msp.Msp;
import dev.jeton.issuer.msp.MspKeys;
import dev.jeton.issuer.msp.MspRegistry;
import dev.jeton.issuer.msp.Suspension;
import dev.jeton.issuer.msp.Suspensions;
import dev.jeton.service.admin.AdminDoor;
import dev.jeton.service.admin.DocumentView;
import dev.jeton.service.document.WatchedDocuments.Loaded;
import dev.jeton.service.http.Refusal;
import dev.jeton.service.keys.KeyFreshness;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Providers: how they stand, and the switch that suspends them. */
@Path(AdminDoor.PATH + "/msps")
@Produces(MediaType.APPLICATION_JSON)
class MspsResource {
    private final AdminDoor door;
    private final MspRegistry registry;
    private final MspKeys keys;
    private final Suspensions suspensions;

    MspsResource(AdminDoor door, MspRegistry registry, MspKeys keys, Suspensions suspensions) {
        this.door = door;
        this.registry = registry;
        this.keys = keys;
        this.suspensions = suspensions;
    }

    @GET
    public Uni<Response> msps(@Context HttpServerRequest request) {
        return door.show(
                        request,
                        () -> new JsonWriter()
                                .putObjects(
                                        "msps",
                                        registry.files().stream()
                                                .map(this::view)
                                                .toList())
                                .putObjects("suspended-by-operators", suspendedByOperators()))
                .map(AdminDoor::response);
    }

    @PUT
    @Path("/{host}/suspension")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> suspend(@PathParam("host") String host, @Context HttpServerRequest request) {
        return door.change(request, "msp-suspended", "mimi://" + host, action -> {
                    MspUri msp = registered(host);
                    return suspensions.suspend(msp, action).map(done -> suspension(msp));
                })
                .map(AdminDoor::response);
    }

    /** What the provider's document says stands. */
    @DELETE
    @Path("/{host}/suspension")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Response> resume(@PathParam("host") String host, @Context HttpServerRequest request) {
        return door.change(request, "msp-resumed", "mimi://" + host, action -> {
                    MspUri msp = registered(host);
                    return suspensions.resume(msp, action).map(done -> suspension(msp));
                })
                .map(AdminDoor::response);
    }

    /** A name that nobody has would be a slip, and the provider that was meant would go on. */
    private MspUri registered(String host) {
        try {
            MspUri msp = new MspUri("mimi://" + host);
            if (registry.find(msp.uri()).isPresent() || suspensions.of(msp).isPresent()) {
                return msp;
            }
        } catch (MalformedMessage e) {
            // Nobody has that one either.
        }
        throw Refusal.of(ProblemType.NOT_FOUND, "No document in force registers that provider.");
    }

    private JsonWriter view(Loaded<Msp> document) {
        JsonWriter view = DocumentView.of(document);
        document.inForce()
                .ifPresent(msp -> view.put("msp", msp.name().uri())
                        .put("keys", keys(msp))
                        .putStrings("suspended-by", suspendedBy(msp.name())));
        return view;
    }

    private JsonWriter keys(Msp msp) {
        Optional<KeyFreshness> freshness = keys.freshness(msp);
        JsonWriter view = new JsonWriter()
                .put("source", msp.keysUrl().map(URI::toString).orElse("document"))
                .put("usable", keys.count(msp))
                .putIfPresent("problem", freshness.flatMap(KeyFreshness::problem));
        freshness.flatMap(KeyFreshness::fetchedAt).ifPresent(at -> view.put("fetched-at", at));
        return view;
    }

    private JsonWriter suspension(MspUri msp) {
        return new JsonWriter().put("msp", msp.uri()).putStrings("suspended-by", suspendedBy(msp));
    }

    private List<String> suspendedBy(MspUri name) {
        List<String> by = new ArrayList<>();
        if (registry.find(name.uri()).filter(Msp::suspended).isPresent()) {
            by.add("document");
        }
        if (suspensions.of(name).isPresent()) {
            by.add("operator");
        }
        return by;
    }

    /** Those among them as well that no document registers any more. */
    private List<JsonWriter> suspendedByOperators() {
        List<JsonWriter> views = new ArrayList<>();
        suspensions.all().forEach((msp, suspension) -> views.add(view(msp, suspension)));
        return views;
    }

    private static JsonWriter view(MspUri msp, Suspension suspension) {
        return new JsonWriter()
                .put("msp", msp.uri())
                .put("operator", suspension.operator())
                .put("since", suspension.since())
                .put("reason", suspension.reason());
    }
}
