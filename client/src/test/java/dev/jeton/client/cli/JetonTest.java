package dev.jeton.client.cli;

import static dev.jeton.client.TestIssuer.ATTESTATION;
import static dev.jeton.client.TestIssuer.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.client.TestDiscoveryProvider;
import dev.jeton.client.TestIssuer;
import dev.jeton.client.TestRecipient;
import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.hpke.HpkeSecretKey;
import dev.jeton.crypto.jose.SigningKeyFile;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JetonTest {
    private static final Csi CSI = new Csi("tel:+14155550123");
    private static final String ISSUER = "--issuer=https://issuer.example";
    private static final String DP = "--dp=https://dp.example";

    @TempDir
    Path directory;

    private final TestIssuer issuer = new TestIssuer();
    private final TestDiscoveryProvider provider = new TestDiscoveryProvider();
    private final TestRecipient recipient = new TestRecipient(CSI);
    private final Map<String, String> environment = new HashMap<>();
    private final StringBuilder everythingPrinted = new StringBuilder();
    private final List<Optional<Path>> trustedFiles = new ArrayList<>();
    private String wallet = "";
    private String trust = "";
    private String attestation = "";
    private String key = "";
    private String ownAttestation = "";

    private record Run(int exit, String out, String err) {
        JsonObject json() {
            return JsonObject.parse("output", Bytes.ofUtf8(out), 100_000);
        }
    }

    @BeforeEach
    void files() throws Exception {
        wallet = "--wallet=" + directory.resolve("wallet");
        trust = "--csip-trust="
                + Files.write(
                        directory.resolve("csips.json"),
                        TestRecipient.TRUST.encode().toArray());
        attestation = "--attestation=" + Files.writeString(directory.resolve("attestation.jwt"), ATTESTATION + "\n");
        SigningKeyFile.save(recipient.key, directory.resolve("me.pem"));
        key = "--key=" + directory.resolve("me.pem");
        ownAttestation = "--attestation=" + Files.writeString(directory.resolve("me.jwt"), recipient.attestation);
    }

    @AfterEach
    void nothingPrintedIsSecret() throws IOException {
        String printed = everythingPrinted.toString();
        assertThat(printed)
                .doesNotContain(ATTESTATION)
                .doesNotContain(ATTESTATION.split("\\.", 3)[1]);
        assertThat(printed)
                .doesNotContain(Files.readAllLines(directory.resolve("me.pem")).get(1));
        assertThat(printed).doesNotContain(recipient.attestation);
        if (Files.exists(directory.resolve("wallet/key"))) {
            assertThat(printed).doesNotContain(Files.readString(directory.resolve("wallet/key")));
        }
        for (String credentials : provider.requests.stream()
                .flatMap(request -> Optional.ofNullable(request.headers().get("Authorization")).stream())
                .toList()) {
            assertThat(printed).doesNotContain(credentials.substring(20, 60));
        }
    }

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
            {},
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
                .json()
                .object("error");
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
        assertThat(lookup.json().object("error").string("code", 100)).isEqualTo(type.slug());
        assertThat(lookup.err()).isEmpty();
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

    @Test
    void remove_whatWasPublished_isGone() {
        run("mapping", "publish", DP, key, ownAttestation, "--msp=mimi://a.example");

        Run remove = run("mapping", "remove", DP, key, ownAttestation);

        assertThat(remove.out()).isEqualTo("removed at dp.example: what this key has published for tel:+14155550123\n");
        assertThat(remove.exit()).isZero();
        assertThat(provider.mappings).doesNotContainKey(CSI);
    }

    @Test
    void publish_notToBeFound_isSaidInSoManyWords() {
        Run publish = run("mapping", "publish", DP, key, ownAttestation, "--not-to-be-found", "--seq=7", "--json");

        assertThat(publish.json().objects("msps", 5)).isEmpty();
        assertThat(publish.json().integer("seq", 0, 100)).isEqualTo(7);
        assertThat(provider.mappings.get(CSI)).hasSize(1);
    }

    @Test
    void publish_sealedForAGroup_isReadByItsMembersAlone() throws Exception {
        tokens();
        Path group = directory.resolve("group.key");
        String publicKey =
                run("audience-key", "--file=" + group, "--json").json().string("public-key", 43);
        assertThat(run("audience-key", "--file=" + group).out())
                .as("made once")
                .endsWith("public: " + publicKey + "\n");

        String sealed = "--sealed-for=group:" + publicKey + "=mimi://b.example=Soccer";
        Run publish = run("mapping", "publish", DP, key, ownAttestation, "--not-to-be-found", sealed);
        assertThat(publish.out()).contains("chooses not to be found, for some otherwise (1 sealed)");

        Run member = run("lookup", ISSUER, DP, wallet, trust, "--audience-key=" + group, "--purpose=Soccer", CSI.uri());
        assertThat(member.out()).contains("for you: mimi://b.example  Soccer\n");
        Run stranger = run("lookup", ISSUER, DP, wallet, trust, "--json", CSI.uri());
        assertThat(stranger.json().objects("choice", 5)).isEmpty();
        assertThat(stranger.out()).doesNotContain("b.example");
        assertThat(everythingPrinted).doesNotContain(Files.readString(group).strip());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(group)))
                .isEqualTo("rw-------");
    }

    @Test
    void publish_sealedForNobodyThatCanBe_isExit2AndNothingIsSent() {
        String publicKey = HpkeSecretKey.generate().publicKey().encode().toBase64Url();
        for (String sealed : List.of(
                "group",
                "group:" + publicKey,
                "crowd:" + publicKey + "=mimi://b.example",
                "group:AAAA=mimi://b.example",
                "group:" + "A".repeat(43) + "=mimi://b.example",
                "group:" + publicKey + "=b.example",
                "group:" + publicKey + "=mimi://" + "b".repeat(60) + "." + "b".repeat(60) + ".example")) {
            Run run = run("mapping", "publish", DP, key, ownAttestation, "--not-to-be-found", "--sealed-for=" + sealed);
            assertThat(run.exit()).as(sealed).isEqualTo(ExitCode.USAGE.code());
        }
        assertThat(provider.requests).isEmpty();
    }

    @Test
    void audienceKey_thatIsNone_isExit8() throws Exception {
        Path junk = Files.writeString(directory.resolve("junk"), "secret junk");
        for (String[] args : List.of(
                new String[] {"audience-key", "--file=" + junk},
                new String[] {"lookup", ISSUER, DP, wallet, trust, "--audience-key=" + junk, CSI.uri()})) {
            Run run = run(args);
            assertThat(run.exit()).isEqualTo(ExitCode.FILE.code());
            assertThat(run.err()).doesNotContain("secret junk");
        }
        assertThat(provider.requests).isEmpty();
    }

    private void tokens() {
        assertThat(run("tokens", "request", ISSUER, DP, wallet, attestation, "--count=2")
                        .exit())
                .isZero();
    }

    private Run run(String... args) {
        return runWithInput("", args);
    }

    private Run runWithInput(String input, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CliContext context = new CliContext(
                new PrintWriter(out),
                new PrintWriter(err),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                environment,
                () -> NOW,
                authorities -> {
                    trustedFiles.add(authorities);
                    return new Network();
                });
        int exit = Jeton.commandLine(context).execute(args);
        everythingPrinted.append(out).append(err);
        return new Run(exit, out.toString(), err.toString());
    }

    /** Both services by their names. */
    private final class Network implements HttpTransport {
        @Override
        public Response send(Request request) throws NoAnswer, UntrustedAnswer {
            return request.uri().getHost().equals("issuer.example") ? issuer.send(request) : provider.send(request);
        }
    }
}
