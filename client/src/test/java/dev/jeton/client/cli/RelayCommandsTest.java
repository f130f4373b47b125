package dev.jeton.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.client.TestIssuer;
import dev.jeton.client.http.Request;
import dev.jeton.client.oblivious.TestRelays;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.problem.ProblemType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same commands through a relay. */
class RelayCommandsTest extends AtATerminal {
    private static final String RELAY = "--relay=" + TestRelays.RELAY;
    private static final String MIRROR = "--mirror=" + TestRelays.MIRROR;

    private static final String OTHER_KEY =
            JoseSigningKey.generate(JoseAlgorithm.EDDSA).publicKey().thumbprint();

    @Test
    void everyCommand_withARelay_leavesTheProviderAlone() {
        network.generation = 1;
        Run request = run("tokens", "request", ISSUER, DP, RELAY, MIRROR, wallet, attestation);
        assertThat(request.out()).startsWith("20 tokens for dp.example");
        Run publish = run("mapping", "publish", DP, RELAY, MIRROR, key, ownAttestation, "--msp=mimi://a.example");
        Run confirm = run(
                "mapping", "confirm", DP, RELAY, MIRROR, key, ownAttestation, "--seq=1", "--supersedes=" + OTHER_KEY);
        Run remove = run("mapping", "remove", DP, RELAY, MIRROR, key, ownAttestation);
        // Its tokens are of the generation that the document names, which this provider does not know.
        Run lookup = run("lookup", ISSUER, DP, RELAY, MIRROR, wallet, trust, CSI.uri());

        assertThat(List.of(request.exit(), publish.exit(), confirm.exit(), remove.exit()))
                .as(everythingPrinted.toString())
                .containsOnly(0);
        assertThat(lookup.exit()).isEqualTo(ExitCode.UNTRUSTED.code());
        assertThat(provider.requests)
                .extracting(asked -> asked.uri().getPath())
                .containsExactly("/v1/mappings", "/v1/mappings/removals", "/v1/mappings/removals", "/v1/lookups");
        assertThat(network.hosts()).containsExactlyInAnyOrder("relay.example", "mirror.example", "issuer.example");
    }

    @Test
    void environment_canNameRelayAndMirrors() {
        environment.putAll(Map.of(
                "JETON_RELAY", "https://relay.example",
                "JETON_MIRROR", "https://mirror.example"));
        assertThat(run("tokens", "request", ISSUER, DP, wallet, attestation).exit())
                .isZero();

        assertThat(run("lookup", ISSUER, DP, wallet, trust, CSI.uri()).out())
                .isEqualTo("tel:+14155550123: no mapping\n");
        assertThat(network.hosts()).doesNotContain("dp.example");
    }

    @Test
    void issuance_isRelayedWhereAskedFor() {
        assertThat(run("tokens", "request", ISSUER, DP, RELAY, MIRROR, "--relay-issuance", wallet, attestation)
                        .exit())
                .isZero();
        assertThat(network.hosts()).containsExactlyInAnyOrder("relay.example", "mirror.example");
        assertThat(issuer.charged).isEqualTo(20);
        assertThat(run("quota", ISSUER, RELAY, MIRROR, "--relay-issuance", attestation)
                        .out())
                .startsWith("280 of 300 tokens left");
        assertThat(network.hosts()).containsExactlyInAnyOrder("relay.example", "mirror.example");
    }

    @Test
    void relay_ofTheProvidersOperator_isExit6AndNothingIsAsked() {
        network.operators.put("relay.example", "example  DIRECTORY");

        Run lookup = run("lookup", ISSUER, DP, RELAY, MIRROR, wallet, trust, CSI.uri());

        assertThat(lookup.exit()).isEqualTo(ExitCode.UNTRUSTED.code());
        assertThat(lookup.err())
                .contains("relay.example and dp.example are run by one operator")
                .contains("Take another --relay");
        assertThat(provider.requests).isEmpty();
    }

    @Test
    void document_thatOthersSeeOtherwise_isExit6AndNothingIsAsked() {
        network.shownOtherwise.put("https://dp.example" + DiscoveryProviderDocument.PATH, network.providerDocument(9));

        Run publish = run("mapping", "publish", DP, RELAY, MIRROR, key, ownAttestation, "--msp=mimi://a.example");

        assertThat(publish.exit()).isEqualTo(ExitCode.UNTRUSTED.code());
        assertThat(publish.err()).contains("not the same by every way").contains("tell others");
        assertThat(run("lookup", "--json", ISSUER, DP, RELAY, MIRROR, wallet, trust, CSI.uri())
                        .error()
                        .string("code", 100))
                .isEqualTo("inconsistent");
        assertThat(provider.requests).isEmpty();
    }

    @Test
    void relay_alone_isNotEnough() {
        for (String[] args : List.of(
                new String[] {"lookup", ISSUER, DP, RELAY, wallet, trust, CSI.uri()},
                new String[] {"mapping", "remove", DP, RELAY, key, ownAttestation},
                new String[] {"tokens", "request", ISSUER, DP, RELAY, wallet, attestation})) {
            Run run = run(args);
            assertThat(run.exit()).isEqualTo(ExitCode.USAGE.code());
            assertThat(run.err()).contains("--relay needs a --mirror");
        }
        assertThat(run("tokens", "request", ISSUER, DP, "--relay-issuance", wallet, attestation)
                        .err())
                .contains("--relay-issuance needs a --relay");
        assertThat(network.sent).extracting(Request::uri).isEmpty();
    }

    @Test
    void provider_thatIsNotThereDirectly_isToBeAskedThroughARelay() {
        tokens();
        provider.lie = response -> TestIssuer.problem(ProblemType.NOT_FOUND);

        assertThat(run("lookup", ISSUER, DP, wallet, trust, CSI.uri()).err()).contains("--relay and --mirror");
    }
}
