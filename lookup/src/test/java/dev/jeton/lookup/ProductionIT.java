package dev.jeton.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.lookup.testing.DpClient;
import dev.jeton.lookup.testing.LookupStack;
import dev.jeton.lookup.testing.SealedClient;
import dev.jeton.lookup.testing.TestIssuer;
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
    private static final String UNREACHABLE = "localhost:1";

    private final LookupStack stack = LookupStack.running();
    private final DpClient client = DpClient.ofUnready(stack);

    public static final class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("jeton.lookup.direct-requests", "false", "jeton.lookup.issuers", UNREACHABLE);
        }
    }

    @Test
    void directRequests_areNotThere() throws Exception {
        HttpResponse<byte[]> post = client.lookup(client.coin(), new Csi("tel:+14155559001"));
        HttpResponse<byte[]> get = client.send(client.request("/v1/lookups"));

        assertThat(DpClient.problem(post)).isEqualTo(ProblemType.NOT_FOUND);
        assertThat(DpClient.problem(get)).isEqualTo(ProblemType.NOT_FOUND);
        assertThat(DpClient.problem(client.publish("a.b.c"))).isEqualTo(ProblemType.NOT_FOUND);
        assertThat(DpClient.problem(client.remove("a.b.c"))).isEqualTo(ProblemType.NOT_FOUND);
    }

    @Test
    void gateway_isThere_andLeadsToAll() throws Exception {
        SealedClient sealed = new SealedClient(stack, client);

        assertThat(sealed.send(sealed.publish("a.b.c")).problem()).isEqualTo(ProblemType.MAPPING_INVALID);
        assertThat(sealed.send(sealed.remove("a.b.c")).problem()).isEqualTo(ProblemType.REMOVAL_INVALID);
        // No issuer has been reached.
        assertThat(sealed.send(sealed.lookup(coinOfThatIssuer(), new Csi("tel:+14155559001")))
                        .problem())
                .isEqualTo(ProblemType.KEYS_UNAVAILABLE);
    }

    /** Good for all that can be known without its issuer's keys. */
    private DpClient.Coin coinOfThatIssuer() {
        TestIssuer issuer = stack.issuer();
        OneTimeKey key = OneTimeKey.generate();
        TokenChallenge challenge = TokenChallenge.of(UNREACHABLE, stack.dpAuthority(), 0);
        return new DpClient.Coin(issuer.token(issuer.currentKey(), challenge, key.nonce()), key);
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
