package dev.jeton.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.jeton.client.TestIssuer;
import dev.jeton.client.oblivious.TestRelays;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.ohttp.OhttpKeyConfigs;
import dev.jeton.crypto.ohttp.OhttpKeyPair;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.crypto.wire.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeysCheckTest extends AtATerminal {
    private static final String RELAY = "--relay=" + TestRelays.RELAY;
    private static final String MIRROR = "--mirror=" + TestRelays.MIRROR;
    private static final String DIRECTORY = "https://issuer.example" + IssuerDirectory.PATH;
    private static final String DOCUMENT = "https://dp.example" + DiscoveryProviderDocument.PATH;
    private static final String KEYS = "https://dp.example" + OhttpKeyConfigs.PATH;

    @Test
    void check_ofWhatEverybodySeesAlike_isDone_andLeavesTheServicesAlone() {
        Run check = check();

        assertThat(check.exit()).isZero();
        assertThat(check.out())
                .contains("issuer-directory: the same by 2 ways", "until " + TestIssuer.NOT_AFTER)
                .contains(
                        "provider-document: the same by 2 ways", "generation 0, 1 issuer(s), run by Example Directory")
                .contains("gateway-keys: the same by 2 ways", "gateway key ");
        assertThat(check.err()).isEmpty();
        assertThat(network.hosts()).containsExactlyInAnyOrder("relay.example", "mirror.example");
    }

    @Test
    void check_directly_too_comparesThreeWays() {
        assertThat(check("--direct").out())
                .contains("issuer-directory: the same by 3 ways", "gateway-keys: the same by 3");
        network.shownByAll.put(DOCUMENT, network.providerDocument(9));

        Run check = check("--direct");

        assertThat(check.exit()).isEqualTo(ExitCode.UNTRUSTED.code());
        assertThat(check.out()).contains("directly: token type 2, generation 0").contains("generation 9");
    }

    @Test
    void document_ofAnotherGeneration_isExit6_andSaysWhoShowsWhat() {
        network.shownOtherwise.put(DOCUMENT, network.providerDocument(9));

        Run check = check();

        assertThat(check.exit()).isEqualTo(ExitCode.UNTRUSTED.code());
        assertThat(check.out())
                .contains("provider-document: NOT the same")
                .contains("relay.example: token type 2, generation 0")
                .contains("mirror.example: token type 2, generation 9")
                .contains("gateway-keys: the same");
        assertThat(check.err()).contains("singled out");
    }

    @Test
    void gatewayKey_ofOneSenderAlone_isExit6() {
        network.shownOtherwise.put(
                KEYS, new OhttpKeyConfigs(List.of(OhttpKeyPair.generate(7).config())).encode());

        Run check = check();

        assertThat(check.exit()).isEqualTo(ExitCode.UNTRUSTED.code());
        assertThat(check.out()).contains("gateway-keys: NOT the same").contains("mirror.example: gateway key 7");
    }

    @Test
    void issuersKey_ofOneSenderAlone_isExit6() {
        network.shownOtherwise.put(
                DIRECTORY,
                TestIssuer.directory("/token-request", TokenSigningKey.generate())
                        .encode());

        assertThat(check().out()).contains("issuer-directory: NOT the same");
        assertThat(check().exit()).isEqualTo(ExitCode.UNTRUSTED.code());
    }

    @Test
    void directory_withTheNextKeyAlready_isAnotherAgeAndNoHarm() {
        network.shownOtherwise.put(
                DIRECTORY,
                new IssuerDirectory(
                                "/token-request",
                                List.of(
                                        issuer.directory.keys().get(0),
                                        new IssuerDirectory.Key(
                                                TokenSigningKey.generate().publicKey(),
                                                TestIssuer.NOT_AFTER,
                                                TestIssuer.NOT_AFTER.plusSeconds(3600))))
                        .encode());

        Run check = check();

        assertThat(check.exit()).isZero();
        assertThat(check.out()).contains("issuer-directory: copies of different age");
    }

    @Test
    void document_thatIsNotThere_orMalformed_isNamedAndNotTakenForAgreement() {
        network.notMirrored.add(KEYS);
        Run missing = check("--json");
        assertThat(missing.exit()).isEqualTo(ExitCode.REFUSED.code());
        JsonObject keys = missing.json().objects("documents", 3).get(2);
        assertThat(keys.string("verdict", 100)).isEqualTo("incomplete");
        assertThat(keys.objects("views", 2).get(1).object("error").string("code", 100))
                .isEqualTo("not-found");
        assertThat(missing.json().flag("consistent", true)).isFalse();

        network.notMirrored.clear();
        network.shownOtherwise.put(DOCUMENT, Bytes.ofUtf8("{}"));
        Run malformed = check();
        assertThat(malformed.exit()).isEqualTo(ExitCode.UNTRUSTED.code());
        assertThat(malformed.out())
                .contains("provider-document: not to be had by every way")
                .contains("malformed");
    }

    @Test
    void json_saysTheSame() {
        JsonObject check = check("--json").json();

        assertThat(check.flag("consistent", false)).isTrue();
        assertThat(check.objects("documents", 3))
                .extracting(document -> document.string("document", 100), document -> document.string("verdict", 100))
                .containsExactly(
                        tuple("issuer-directory", "same"),
                        tuple("provider-document", "same"),
                        tuple("gateway-keys", "same"));
        JsonObject view =
                check.objects("documents", 3).get(0).objects("views", 2).get(1);
        assertThat(view.string("by", 100)).isEqualTo("mirror.example");
        assertThat(view.string("sha256", 64)).hasSize(64);
    }

    @Test
    void mirrors_ofOneOperator_orNone_compareNothing() {
        network.operators.put("mirror.example", "first relay");
        assertThat(check().exit()).isEqualTo(ExitCode.UNTRUSTED.code());
        assertThat(run("keys", "check", ISSUER, DP).exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run("keys", "check", ISSUER, DP, RELAY).exit()).isEqualTo(ExitCode.USAGE.code());
    }

    private Run check(String... more) {
        return run(Stream.concat(Stream.of("keys", "check", ISSUER, DP, RELAY, MIRROR), Arrays.stream(more))
                .toArray(String[]::new));
    }
}
