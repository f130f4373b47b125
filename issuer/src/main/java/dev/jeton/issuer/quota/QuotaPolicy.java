package dev.jeton.issuer.quota;

import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.service.document.Document;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one provider's senders may have in an epoch:
 *
 * <pre>
 * spec:
 *   msp: mimi://msp.example
 *   tokensPerEpoch: 5000000            # all of its senders together
 *   tiers:
 *     standard:   { tokensPerEpoch: 300,  maxBatch: 100 }
 *     onboarding: { tokensPerEpoch: 2000, maxBatch: 200, sendersPerEpoch: 50000 }
 * </pre>
 */
public record QuotaPolicy(MspUri msp, long tokensPerEpoch, Map<String, Tier> tiers) {
    static final String KIND = "QuotaPolicy";

    private static final Set<String> FIELDS = Set.of("msp", "tokensPerEpoch", "tiers");
    private static final Set<String> TIER_FIELDS = Set.of("tokensPerEpoch", "maxBatch", "sendersPerEpoch");
    /** Far above any use, and far below what Redis' scripts count exactly (2^53). */
    private static final long MOST = 1_000_000_000_000L;

    private static final int MAX_TIERS = 32;

    public QuotaPolicy {
        tiers = Map.copyOf(tiers);
    }

    /** @param maxBatch the most that any tier may allow: what the service reads at all */
    static QuotaPolicy of(Document document, int maxBatch) {
        JsonObject spec = document.spec();
        Document.only(spec, FIELDS);
        JsonObject tierSpecs = spec.object("tiers");
        if (tierSpecs.members().isEmpty() || tierSpecs.members().size() > MAX_TIERS) {
            throw MalformedMessage.of(spec.pathOf("tiers"), "expected 1 to " + MAX_TIERS + " tiers");
        }
        Map<String, Tier> tiers = new HashMap<>();
        for (String name : tierSpecs.members()) {
            if (!name.matches("[a-z0-9-]{1,32}")) {
                throw MalformedMessage.of(spec.pathOf("tiers"), "names are 1 to 32 of a-z, 0-9 and '-'");
            }
            tiers.put(name, tier(name, tierSpecs.object(name), maxBatch));
        }
        return new QuotaPolicy(
                MspUri.parse(spec.pathOf("msp"), spec.string("msp", MspUri.MAX_CHARS)),
                spec.integer("tokensPerEpoch", 0, MOST),
                tiers);
    }

    Optional<Tier> tier(String name) {
        return Optional.ofNullable(tiers.get(name));
    }

    private static Tier tier(String name, JsonObject spec, int maxBatch) {
        Document.only(spec, TIER_FIELDS);
        return new Tier(
                name,
                spec.integer("tokensPerEpoch", 0, MOST),
                (int) spec.integer("maxBatch", 1, maxBatch),
                spec.has("sendersPerEpoch")
                        ? OptionalLong.of(spec.integer("sendersPerEpoch", 0, MOST))
                        : OptionalLong.empty());
    }
}
