package dev.jeton.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.lookup.testing.DpClient;
import dev.jeton.lookup.testing.LookupStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without the development switch, and before any issuer has been reached. */
@QuarkusTest
@WithTestResource(LookupStack.class)
@TestProfile(ProductionIT.Settings.class)
class ProductionIT {
    private final LookupStack stack = LookupStack.running();
    private final DpClient client = DpClient.ofUnready(stack);

    public static final class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("jeton.lookup.direct-lookups", "false", "jeton.lookup.issuers", "localhost:1");
        }
    }

    @Test
    void directLookups_areNotThere() throws Exception {
        HttpResponse<byte[]> post = client.lookup(client.coin(), new Csi("tel:+14155559001"));
        HttpResponse<byte[]> get = client.send(client.request("/v1/lookups"));

        assertThat(DpClient.problem(post)).isEqualTo(ProblemType.NOT_FOUND);
        assertThat(DpClient.problem(get)).isEqualTo(ProblemType.NOT_FOUND);
    }

    @Test
    void publicDocument_isThere() throws Exception {
        assertThat(client.send(client.request(DiscoveryProviderDocument.PATH)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void noIssuerReached_isLiveAndNotReady() throws Exception {
        HttpResponse<byte[]> ready = client.get(stack.management() + "/q/health/ready");

        assertThat(client.get(stack.management() + "/q/health/live").statusCode())
                .isEqualTo(200);
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(new String(ready.body(), UTF_8)).contains("not loaded yet");
    }
}
