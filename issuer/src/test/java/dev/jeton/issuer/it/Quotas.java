package dev.jeton.issuer.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.wire.Bytes;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;

/** Quota documents, and what {@code GET /v1/quota} says about them. */
final class Quotas {
    private static final long MOST = 1_000_000_000_000L;

    private Quotas() {}

    /** @param tiers tokens in an epoch, by the tier's name */
    static String policy(ToyMsp msp, long tokensPerEpoch, Map<String, Integer> tiers) {
        return String.join(
                        "\n",
                        "apiVersion: jeton.dev/v1",
                        "kind: QuotaPolicy",
                        "metadata: { name: " + msp.uri().uri().substring(7) + " }",
                        "spec:",
                        "  msp: " + msp.uri(),
                        "  tokensPerEpoch: " + tokensPerEpoch,
                        "  tiers:",
                        "")
                + tiers.entrySet().stream()
                        .map(tier -> "    " + tier.getKey() + ": { tokensPerEpoch: " + tier.getValue()
                                + ", maxBatch: 50 }\n")
                        .collect(Collectors.joining());
    }

    /** Tokens that a sender was charged, as long as his provider has enough. */
    static long charged(IssuerProcess issuer, String attestation) {
        HttpResponse<byte[]> response = issuer.get(issuer.at("/v1/quota"), "Authorization", "Bearer " + attestation);
        assertThat(response.statusCode()).isEqualTo(200);
        JsonObject quota = JsonObject.parse("quota", Bytes.of(response.body()), 1_000);
        return quota.integer("limit", 0, MOST) - quota.integer("left", 0, MOST);
    }
}
