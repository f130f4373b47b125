package dev.jeton.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.engine.Engine;
import dev.jeton.lookup.testing.DpClient;
import dev.jeton.lookup.testing.LogCapture;
import dev.jeton.lookup.testing.LookupStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What operators see, on the port that is theirs. */
@QuarkusTest
@WithTestResource(LookupStack.class)
class OperationsIT {
    private final LookupStack stack = LookupStack.running();
    private final DpClient client = new DpClient(stack);

    @Test
    void health_allStoresAnswer_isReady() throws Exception {
        assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(text(get("/q/health/ready")))
                .contains(
                        "\"status\": \"UP\"",
                        "\"keys of " + stack.issuer().name() + "\": \"loaded\"",
                        "\"served\"",
                        "aof, 0 replicas, noeviction");
    }

    @Test
    void metrics_countOutcomesAndNameNobody() throws Exception {
        client.lookup(client.coin(), new Csi("tel:+14155558001"));
        client.send(client.request("/v1/tel:+14155558001"));
        client.publish("nothing");

        String metrics = text(get("/q/metrics"));

        assertThat(metrics)
                .contains("jeton_lookup_lookups_seconds_count{outcome=\"answered\"}")
                .contains("jeton_lookup_mappings_total{outcome=\"mapping-invalid\"}")
                .doesNotContain("4155558001");
    }

    @Test
    void moreRedeemedThanIssued_raisesAnAlarm() throws Exception {
        client.lookup(client.coin(), new Csi("tel:+14155558002"));
        assertThat(text(get("/q/metrics"))).contains("jeton_redeemer_keys_exceeding 0.0");
        try (LogCapture log = LogCapture.ofEverything()) {
            stack.issuer().saysItHasIssued(0);
            long giveUp = System.nanoTime() + Duration.ofSeconds(40).toNanos();
            while (!text(get("/q/metrics")).contains("jeton_redeemer_keys_exceeding 1.0")) {
                assertThat(System.nanoTime()).isLessThan(giveUp);
                Thread.sleep(500);
            }
            assertThat(log.text()).contains("event=redeemed-more-than-issued", "issued-at-most=0");
        } finally {
            stack.issuer().saysItHasIssued(1_000_000);
        }
    }

    @Test
    void metrics_nameTheActiveEngine() throws Exception {
        Engine engine = Engine.active();
        assertThat(text(get("/q/metrics")))
                .contains("jeton_crypto_engine{engine=\"%s\",version=\"%s\"} 1"
                        .formatted(engine.name(), engine.version()));
    }

    @Test
    void openApi_describesEveryEndpoint() throws Exception {
        assertThat(text(get("/q/openapi")))
                .contains(
                        "/v1/lookups",
                        "/v1/mappings",
                        "/.well-known/discovery-provider",
                        "token-wrong-challenge",
                        "public-key");
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return client.get(stack.management() + path);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }
}
