package dev.jeton.client.cli;

import static dev.jeton.client.TestIssuer.ATTESTATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.client.TestDiscoveryProvider;
import dev.jeton.client.TestIssuer;
import dev.jeton.client.TestRecipient;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.TokenChallenge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JetonTest extends AtATerminal {
    @Test
    void wholeStory_requestListPublishLookup() throws Exception {
        Run request = run("tokens", "request", ISSUER, DP, wallet, attestation, "--count=3");
        assertThat(request.out()).startsWith("3 tokens for dp.example, good until " + TestIssuer.NOT_AFTER);
        assertThat(request.err()).contains("few ask for 3");

        Run publish = run("mapping", "publish", DP, key, ownAttestation, "--msp=mimi://a.example=Business,Friends");
        assertThat(publish.out()).contains("published at dp.example: tel:+14155550123 is reached at 1 provider");

        Run lookup = run("lookup", ISSUER, DP, wallet, trust, "+1 (415) 555-0123");
        assertThat(lookup.out())
                .startsWith("tel:+14155550123: one mapping, one provider")
                .contains("mimi://a.example  Business, Friends")
                .contains("attested by https://carrier.example");
        assertThat(lookup.err()).isEmpty();

        Run list = run("tokens", "list", wallet);
        assertThat(list.out().lines().skip(1).findFirst().orElseThrow().split(" +", 7))
                .containsExactly("issuer.example", "dp.example", "2", "0", "2", "0", TestIssuer.NOT_AFTER.toString());
        assertThat(List.of(request.exit(), publish.exit(), lookup.exit(), list.exit()))
                .containsOnly(0);
    }

    @Test
    void json_isOneObjectWithTheSame() throws Exception {
        provider.mappings.put(
                CSI, List.of(recipient.mapping(TestDiscoveryProvider.AUTHORITY, 1, "mimi://a.example"), "a.b.c"));

        JsonObject request = run("tokens", "request", ISSUER, DP, wallet, attestation, "--json")
                .json();
        assertThat(request.integer("tokens", 0, 100)).isEqualTo(20);
        assertThat(request.objects("left", 5).get(0).integer("tokens", 0, 1000)).isEqualTo(280);

        Run run = run("lookup", ISSUER, DP, wallet, trust, "--json", CSI.uri());
        JsonObject lookup = run.json();
        assertThat(lookup.string("csi", 100)).isEqualTo(CSI.uri());
        assertThat(lookup.string("outcome", 100)).isEqualTo("one-msp");
        assertThat(lookup.objects("mappings", 5)
                        .get(0)
                        .objects("msps", 5)
                        .get(0)
                        .string("msp", 100))
                .isEqualTo("mimi://a.example");
        assertThat(lookup.strings("dropped", 5, 100)).containsExactly("mapping malformed");
        assertThat(lookup.objects("sources", 5).get(0).string("outcome", 100)).isEqualTo("answered");
        assertThat(run.err()).contains("dropped a mapping");

        JsonObject list = run("tokens", "list", wallet, "--json").json();
        assertThat(list.objects("tokens", 5).get(0).integer("fresh", 0, 100)).isEqualTo(19);
    }

    @Test
    void environment_canSayWhereThingsAre() throws Exception {
        environment.putAll(Map.of(
                "JETON_ISSUER",
                "https://issuer.example",
                "JETON_DP",
                "https://dp.example",
                "XDG_DATA_HOME",
                directory.resolve("data").toString(),
                "JETON_CSIP_TRUST",
                directory.resolve("csips.json").toString(),
                "JETON_CA",
                directory.resolve("ca.pem").toString(),
                "JETON_REGION",
                "US"));

        assertThat(run("tokens", "request", attestation).exit()).isZero();
        assertThat(run("lookup", "(415) 555-0123").out()).startsWith(CSI.uri());
        assertThat(directory.resolve("data/jeton/wallet/key")).exists();
        assertThat(trustedFiles).containsOnly(Optional.of(directory.resolve("ca.pem")));
    }

    @Test
    void wallet_withoutXdg_isInTheHomeDirectory() throws Exception {
        environment.put("HOME", directory.toString());

        assertThat(run("tokens", "list").exit()).isZero();
        assertThat(directory.resolve(".local/share/jeton/wallet/key")).exists();
        environment.clear();
        assertThat(run("tokens", "list").exit()).isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void standardInput_takesAttestationAndNumber() throws Exception {
        assertThat(runWithInput(ATTESTATION, "tokens", "request", ISSUER, DP, wallet, "--attestation=-")
                        .exit())
                .isZero();
        Run lookup = runWithInput("+14155550123\n", "lookup", ISSUER, DP, wallet, trust, "-");
        assertThat(lookup.out()).isEqualTo("tel:+14155550123: no mapping\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123", "bob@", "tel:123;ext=4", "+1 555 CALL"})
    void lookup_whatIsNoIdentifier_costsNothing(String typed) throws Exception {
        tokens();

        Run lookup = run("lookup", ISSUER, DP, wallet, trust, typed);

        assertThat(lookup.exit()).isEqualTo(ExitCode.USAGE.code());
        assertThat(lookup.err()).contains("not a phone number or mail address");
        assertThat(provider.requests).isEmpty();
    }

    @Test
    void usage_mistakes_exitWith2AndOneHint() throws Exception {
        for (String[] args : new String[][] {
            {"tokens"},
            {"lokup"},
            {"lookup", "--no-such-option"},
            {"lookup", ISSUER, DP, wallet, trust},
            {"tokens", "request", DP, attestation},
            {"tokens", "request", "--issuer=http://issuer.example", DP, attestation},
            {"tokens", "request", ISSUER, DP, wallet, attestation, "--count=0"},
            {"tokens", "request", ISSUER, DP, wallet, attestation, "--count=1001"},
            {"mapping", "publish", DP, key, ownAttestation},
            {"mapping", "publish", DP, key, ownAttestation, "--msp=mimi://a.example", "--not-to-be-found"},
            {"mapping", "publish", DP, key, ownAttestation, "--msp=https://a.example"},
            {"mapping", "publish", DP, key, ownAttestation, "--msp=mimi://a.example=,"},
        }) {
            Run run = run(args);
            assertThat(run.exit()).as(String.join(" ", args)).isEqualTo(ExitCode.USAGE.code());
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("jeton: ");
            assertThat(run.err().lines().count()).isLessThanOrEqualTo(2);
        }
        assertThat(run("lokup").err()).contains("jeton lookup");
    }

    @Test
    void json_ofWrongUsage_isAnErrorOnStandardErrorAlone() {
        for (String[] args : new String[][] {
            {"tokens", "--json"},
            {"lokup", "--json"},
            {"lookup", "--json", "--no-such-option"},
            {"tokens", "request", "--json", DP, attestation},
            {"mapping", "publish", "--json", DP, key, ownAttestation}
        }) {
            Run run = run(args);
            assertThat(run.exit()).isEqualTo(ExitCode.USAGE.code());
            assertThat(run.out()).isEmpty();
            assertThat(run.error().string("code", 100)).isEqualTo("usage");
            assertThat(run.error().integer("exit", 0, 100)).isEqualTo(ExitCode.USAGE.code());
            assertThat(run.error().string("hint", 200)).startsWith("Try: jeton");
        }
    }

    @Test
    void nothingTyped_isTheHelpPage() {
        Run nothing = run();

        assertThat(nothing.exit()).isZero();
        assertThat(nothing.out()).isEqualTo(run("--help").out()).contains("Commands:");
        assertThat(nothing.err()).isEmpty();
    }

    @Test
    void help_namesExitCodesAndExamples() throws Exception {
        Run help = run("lookup", "--help");

        assertThat(help.exit()).isZero();
        assertThat(help.out())
                .contains("Exit codes:")
                .contains("no token left in the wallet")
                .contains("Examples:");
        assertThat(run("--help").out()).contains("tokens").contains("lookup").contains("mapping");
        assertThat(run("tokens", "request", "--help").out()).contains("--attestation");
        assertThat(run("--version").out()).startsWith("jeton ");
    }

    @Test
    void lookup_emptyWallet_saysHowToGetTokens() throws Exception {
        Run lookup = run("lookup", ISSUER, DP, wallet, trust, CSI.uri());

        assertThat(lookup.exit()).isEqualTo(ExitCode.NO_TOKEN.code());
        assertThat(lookup.err()).contains("jeton tokens request");
    }

    @Test
    void request_overQuota_saysUntilWhen() throws Exception {
        issuer.batchAnswer = Optional.of(TestIssuer.problem(ProblemType.QUOTA_EXCEEDED));

        Run request = run("tokens", "request", ISSUER, DP, wallet, attestation);
        assertThat(request.exit()).isEqualTo(ExitCode.QUOTA.code());
        assertThat(request.err()).contains("quota-exceeded").contains("Try again in 13 h 0 min");

        JsonObject error = run("tokens", "request", ISSUER, DP, wallet, attestation, "--json")
                .error();
        assertThat(error.string("code", 100)).isEqualTo("quota-exceeded");
        assertThat(error.integer("retry-after", 0, 100_000)).isEqualTo(46_800);
        assertThat(error.integer("exit", 0, 100)).isEqualTo(ExitCode.QUOTA.code());
    }

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void lookup_everyRefusal_hasItsNameInTheError(ProblemType type) throws Exception {
        tokens();
        provider.lie = response -> TestIssuer.problem(type);

        Run lookup = run("lookup", ISSUER, DP, wallet, trust, "--json", CSI.uri());

        assertThat(lookup.exit()).isEqualTo((type.status() == 429 ? ExitCode.QUOTA : ExitCode.REFUSED).code());
        assertThat(lookup.error().string("code", 100)).isEqualTo(type.slug());
        assertThat(lookup.out()).isEmpty();
    }

    @Test
    void lookup_foreignChallenge_isExit6() throws Exception {
        tokens();
        provider.lie = response -> TestDiscoveryProvider.withChallenge(
                TestIssuer.problem(ProblemType.TOKEN_WRONG_CHALLENGE),
                TokenChallenge.of("issuer.example", "dp.example", 1));

        assertThat(run("lookup", ISSUER, DP, wallet, trust, CSI.uri()).exit()).isEqualTo(ExitCode.UNTRUSTED.code());
    }

    @Test
    void lookup_nothingVerifies_isExit6AndShowsNone() throws Exception {
        tokens();
        String forged = TestRecipient.mapping(CSI, TestDiscoveryProvider.AUTHORITY, 1, "mimi://evil.example")
                .sign(TestRecipient.CSIP_KEY, recipient.attestation);
        provider.mappings.put(CSI, List.of(forged));

        Run lookup = run("lookup", ISSUER, DP, wallet, trust, CSI.uri());

        assertThat(lookup.exit()).isEqualTo(ExitCode.UNTRUSTED.code());
        assertThat(lookup.out()).isEqualTo("tel:+14155550123: no mapping that verifies\n");
        assertThat(lookup.out() + lookup.err()).doesNotContain("evil.example");
    }

    @Test
    void lookup_nobodyThere_isExit5WithAHint() throws Exception {
        tokens();
        provider.lostRequests = 3;

        Run lookup = run("lookup", ISSUER, DP, wallet, trust, CSI.uri());

        assertThat(lookup.exit()).isEqualTo(ExitCode.NO_ANSWER.code());
        assertThat(lookup.err()).contains("Run the same command again");
    }

    @Test
    void files_thatCannotBeUsed_areExit8AndNamed() throws Exception {
        Path junk = Files.writeString(directory.resolve("junk"), "secret junk");
        String missing = directory.resolve("missing").toString();
        Map<String, String[]> runs = Map.of(
                "csip", new String[] {"lookup", ISSUER, DP, wallet, "--csip-trust=" + missing, CSI.uri()},
                "junk", new String[] {"lookup", ISSUER, DP, wallet, "--csip-trust=" + junk, CSI.uri()},
                "--key", new String[] {"mapping", "publish", DP, "--key=" + junk, ownAttestation, "--not-to-be-found"},
                "--attestation",
                        new String[] {"mapping", "publish", DP, key, "--attestation=" + junk, "--not-to-be-found"},
                "attestation", new String[] {"tokens", "request", ISSUER, DP, wallet, "--attestation=" + missing},
                "the attestation", new String[] {"tokens", "request", ISSUER, DP, wallet, "--attestation=" + junk},
                "not a directory", new String[] {"tokens", "list", "--wallet=" + junk});
        runs.forEach((named, args) -> {
            Run run = run(args);
            assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.FILE.code());
            assertThat(run.err()).doesNotContain("secret junk");
        });
        assertThat(run("lookup", ISSUER, DP, wallet, "--csip-trust=" + junk, CSI.uri())
                        .err())
                .contains("junk");
        assertThat(provider.requests).isEmpty();
    }

    @Test
    void bug_isExit1WithoutDetails() throws Exception {
        tokens();
        provider.lie = response -> {
            throw new IllegalStateException(CSI.uri());
        };

        Run lookup = run("lookup", ISSUER, DP, wallet, trust, CSI.uri());

        assertThat(lookup.exit()).isEqualTo(ExitCode.BUG.code());
        assertThat(lookup.err()).contains("IllegalStateException").doesNotContain(CSI.uri());
    }
}
