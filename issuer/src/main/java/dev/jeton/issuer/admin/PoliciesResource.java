package dev.jeton.issuer.admin;

import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.issuer.quota.QuotaPolicies;
import dev.jeton.issuer.quota.QuotaPolicy;
import dev.jeton.issuer.quota.Tier;
import dev.jeton.service.admin.AdminDoor;
import dev.jeton.service.admin.DocumentView;
import dev.jeton.service.document.WatchedDocuments.Loaded;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;

/** Policies: what became of each document, and what is in force. */
@Path(AdminDoor.PATH + "/policies")
@Produces(MediaType.APPLICATION_JSON)
class PoliciesResource {
    private final AdminDoor door;
    private final QuotaPolicies policies;

    PoliciesResource(AdminDoor door, QuotaPolicies policies) {
        this.door = door;
        this.policies = policies;
    }

    @GET
    public Uni<Response> policies(@Context HttpServerRequest request) {
        return door.show(
                        request,
                        () -> new JsonWriter()
                                .putObjects(
                                        "policies",
                                        policies.files().stream()
                                                .map(PoliciesResource::view)
                                                .toList()))
                .map(AdminDoor::response);
    }

    private static JsonWriter view(Loaded<QuotaPolicy> document) {
        JsonWriter view = DocumentView.of(document);
        document.inForce().ifPresent(policy -> view.put("policy", view(policy)));
        return view;
    }

    private static JsonWriter view(QuotaPolicy policy) {
        return new JsonWriter()
                .put("msp", policy.msp().uri())
                .put("tokens-per-epoch", policy.tokensPerEpoch())
                .putObjects(
                        "tiers",
                        policy.tiers().values().stream()
                                .sorted(Comparator.comparing(Tier::name))
                                .map(PoliciesResource::view)
                                .toList());
    }

    private static JsonWriter view(Tier tier) {
        JsonWriter view = new JsonWriter()
                .put("name", tier.name())
                .put("tokens-per-epoch", tier.tokensPerEpoch())
                .put("max-batch", tier.maxBatch());
        tier.sendersPerEpoch().ifPresent(senders -> view.put("senders-per-epoch", senders));
        return view;
    }
}
