package dev.jeton.dev.demo.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.client.cli.Jeton;
import dev.jeton.client.conformance.Check;
import dev.jeton.client.conformance.Checks;
import dev.jeton.client.conformance.ConformanceRun;
import dev.jeton.client.conformance.Deployment;
import dev.jeton.client.conformance.Result;
import dev.jeton.client.conformance.Result.Verdict;
import dev.jeton.client.conformance.Target;
import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.JdkHttpTransport;
import dev.jeton.client.http.JdkTlsProbe;
import dev.jeton.crypto.discovery.RelayDocument;
import dev.jeton.crypto.jose.SigningKeyFile;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.demo.CheckedDemo;
import dev.jeton.dev.demo.toy.OldTlsServer;
import dev.jeton.dev.demo.world.Plan;
import dev.jeton.dev.demo.world.World;
import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.FreePorts;
import dev.jeton.dev.stack.RunDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code jeton conformance} passes the real deployment, and each of its lines fails where it should. */
class ConformanceIT {
    private static RunDirectory run;
    private static World world;
    private static HttpTransport direct;

    @BeforeAll
    static void start() throws Exception {
        run = RunDirectory.create("conformance-it");
        world = World.start(run, Plan.ofThisBuild(), new Quiet(), crash -> {
            throw new AssertionError(crash.toString());
        });
        direct = JdkHttpTransport.trusting(world.authority().certificateFile());
    }

    @AfterAll
    static void stop() {
        run.close();
    }

    /** One mistake, the check that finds it, and what that says it has seen. */
    private record Broken(String id, String mistake, String seen, HttpTransport deployment) {}

    @TestFactory
    Stream<DynamicTest> check_ofABrokenServer_fails() {
        return broken().map(broken -> DynamicTest.dynamicTest(broken.id() + ": " + broken.mistake(), () -> {
            Result result = result(broken.id(), broken.deployment());
            assertThat(result.verdict()).as(result.line()).isEqualTo(Verdict.FAIL);
            assertThat(result.line())
                    .startsWith(broken.id() + " fail ")
                    .contains(broken.seen())
                    .contains("demanded");
        }));
    }

    /** None is missing here but the one that needs a server of its own, below. */
    @Test
    void checks_all_haveABrokenServer() {
        List<String> ids = Checks.all().stream().map(Check::id).toList();

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(broken().map(Broken::id).distinct()).containsExactlyInAnyOrderElementsOf(without(ids, "R7"));
    }

    /** What is broken above is the fault, and not who stands in between: with no fault he passes for a good provider. */
    @Test
    void checks_ofAProviderBehindAnotherGateway_passBeyondThatGateway() throws Exception {
        List<Check> checks = Checks.all().stream()
                .filter(check -> List.of("R1", "R4", "R10", "dp-tokens", "gateway-uniform", "gateway-target", "J6")
                        .contains(check.id()))
                .toList();
        HttpTransport between = sealed(Fault.NONE);

        ConformanceRun control = ConformanceRun.of(deployment(between, mirror()), checks, result -> {});

        assertThat(control.results())
                .allSatisfy(
                        result -> assertThat(result.verdict()).as(result.line()).isEqualTo(Verdict.PASS));
        assertThat(control.results()).hasSize(7);
        assertThat(control.leftBehind()).isZero();
    }

    @Test
    void tls_ofAListenerThatSpeaksOlderVersions_fails() throws Exception {
        DevAuthority.Identity identity = world.authority().issue("old-tls");
        try (OldTlsServer old = OldTlsServer.start(identity.certificateFile(), identity.keyFile())) {
            HttpsOrigin origin = HttpsOrigin.parse("https://localhost:" + old.port());

            Result result = result("R7", deployment(direct, List.of(origin)));

            assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(result.text()).contains("localhost:" + old.port() + " speaks TLS 1.2");
        }
    }

    @Test
    void quota_largerThanItMayCost_isNotApplicable() throws Exception {
        Fault ample = Faults.at(
                "/token-request",
                response -> response.header("RateLimit").isPresent()
                        ? Faults.withHeader(response, "RateLimit", Optional.of("\"epoch\";r=5000;t=60"))
                        : response);
        HttpTransport plenty = BrokenDeployment.inTheOpen(direct, provider(), ample);

        Result result = result("issuer-quota", deployment(plenty, mirror()));

        assertThat(result.verdict()).as(result.line()).isEqualTo(Verdict.NOT_APPLICABLE);
        assertThat(result.text()).contains("5001 tokens").contains("name a smaller one");
    }

    @Test
    void commandLine_realDeployment_conforms_andLeavesNothing() throws Exception {
        Ended ended = jeton("--json");

        assertThat(ended.exit()).as(ended.out() + ended.err()).isZero();
        JsonObject json = JsonObject.parse("output", Bytes.ofUtf8(ended.out()), 1 << 16);
        assertThat(json.objects("checks", 100))
                .hasSameSizeAs(Checks.all())
                .allSatisfy(check -> assertThat(check.string("verdict", 20)).isEqualTo("pass"));
        assertThat(json.integer("left-behind", 0, 100)).isZero();
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void commandLine_oneOperatorForTwoRelays_exits1() throws Exception {
        Ended ended = jeton("--only=R6,R4", "--mirror=" + world.relayAt().origin());

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out().lines()).last().isEqualTo("1 passed, 1 failed, 0 not applicable");
        assertThat(ended.out()).contains("R4 pass ").contains("R6 fail ").contains("name one operator");
    }

    @Test
    void commandLine_nobodyThere_exits2() throws Exception {
        Ended ended = jeton("--relay=https://localhost:" + FreePorts.next());

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("nothing was checked").contains("cannot be reached");
        assertThat(ended.out()).isEmpty();
    }

    private static Stream<Broken> broken() {
        String directory = IssuerDirectory.PATH;
        String mirror = world.mirrorAt().origin().url();
        String tokens = "/token-request";
        return Stream.of(
                new Broken(
                        "R1",
                        "stores what another key signed",
                        "a mapping of another key: 204",
                        sealed(Faults.says(204, ProblemType.MAPPING_INVALID))),
                new Broken(
                        "R1",
                        "stores what is older",
                        "an older mapping after a newer one: 204",
                        sealed(Faults.says(204, ProblemType.MAPPING_STALE))),
                new Broken(
                        "R2",
                        "knows no tags",
                        "publishing a mapping that is good: 422",
                        sealed(Faults.refusesMappingsWith("\"tags\":[\""))),
                new Broken(
                        "R3",
                        "answers with all but one",
                        "the answer names 2 provider(s), not those 3",
                        sealed(Faults.mappings(all -> all.size() > 1 ? all.subList(1, all.size()) : all))),
                new Broken(
                        "R4",
                        "changes a signature",
                        "1 mapping(s) do not verify",
                        sealed(Faults.mappings(all ->
                                all.stream().map(Faults::withOtherSignature).toList()))),
                new Broken(
                        "R5",
                        "answers for who is hidden as for nobody",
                        "the owner chose not to be found: NO_MAPPING",
                        sealed(Faults.mappings(all -> all.stream()
                                .filter(compact -> !Faults.hides(compact))
                                .toList()))),
                new Broken(
                        "R6",
                        "the mirror is the provider's own",
                        "name one operator",
                        open(Faults.at(
                                mirror + RelayDocument.PATH,
                                response -> Faults.withText(response, "Toy Relay of Others", "Toy Directory")))),
                new Broken(
                        "R6",
                        "a mirror has another signing key",
                        "shows another signing key than the issuer",
                        open(Faults.at(
                                mirror + "/mirror",
                                response -> Faults.withText(response, "\"not-after\":17", "\"not-after\":18")))),
                new Broken(
                        "R6",
                        "answers what is not sealed",
                        "a question that comes directly, without a relay: 200",
                        open(Faults.says(200, 404))),
                new Broken(
                        "R8",
                        "takes a token twice",
                        "another question with the same token: 200",
                        sealed(Faults.takesSpentTokens())),
                new Broken(
                        "R8",
                        "answers for nothing",
                        "a question without a token: 200",
                        sealed(Faults.answers(ProblemType.TOKEN_MISSING))),
                new Broken(
                        "R9",
                        "forgets removals",
                        "after the owner's removal: ONE_MSP",
                        sealed(Faults.forgets(Faults::isRemoval))),
                new Broken(
                        "R9",
                        "takes back what was removed",
                        "the removed mapping, brought again: 204",
                        sealed(Faults.says(204, ProblemType.MAPPING_STALE))),
                new Broken(
                        "R10",
                        "lets anybody remove",
                        "a removal by another key: 204",
                        sealed(Faults.says(204, ProblemType.REMOVAL_INVALID))),
                new Broken(
                        "issuer-directory",
                        "shows each another one",
                        "two requests get directories that differ",
                        open(Faults.directoryDiffers(directory))),
                new Broken(
                        "issuer-directory",
                        "does not say how long it is good",
                        "no Cache-Control",
                        open(Faults.at(
                                directory,
                                response -> Faults.withHeader(response, "Cache-Control", Optional.empty())))),
                new Broken(
                        "issuer-single",
                        "signs with another key",
                        "does not verify",
                        open(Faults.at(tokens, Faults::withBrokenSignature))),
                new Broken(
                        "issuer-batch",
                        "mixes up the order",
                        "not 10 signatures that verify",
                        open(Faults.at(tokens, Faults::withSwappedSignatures))),
                new Broken("issuer-request", "says 400", "a truncated request: 400", open(Faults.says(400, 422))),
                new Broken(
                        "issuer-request",
                        "reads any media type",
                        "a request called text/plain: 200",
                        open(Faults.says(200, 415))),
                new Broken("issuer-repeat", "charges twice", "was charged again", open(Faults.chargesTwice())),
                new Broken(
                        "issuer-attestation",
                        "asks for none",
                        "no attestation: 200",
                        open(Faults.says(200, ProblemType.ATTESTATION_MISSING))),
                new Broken(
                        "issuer-attestation",
                        "takes any",
                        "another key's: 200",
                        open(Faults.says(200, ProblemType.ATTESTATION_INVALID))),
                new Broken(
                        "issuer-attestation",
                        "takes old ones",
                        "an expired one: 200",
                        open(Faults.says(200, ProblemType.ATTESTATION_EXPIRED))),
                new Broken(
                        "issuer-attestation",
                        "takes those for another epoch",
                        "one for another epoch: 200",
                        open(Faults.says(200, ProblemType.ATTESTATION_WRONG_EPOCH))),
                new Broken(
                        "issuer-attestation",
                        "takes anybody's",
                        "an unknown MSP's: 200",
                        open(Faults.says(200, ProblemType.MSP_UNKNOWN))),
                new Broken(
                        "issuer-quota",
                        "signs more than it says",
                        "were signed",
                        open(Faults.at(tokens, Faults::less))),
                new Broken(
                        "issuer-quota",
                        "does not say when to come again",
                        "a 429 without Retry-After",
                        open(Faults.at(
                                tokens, response -> Faults.withHeader(response, "Retry-After", Optional.empty())))),
                new Broken(
                        "dp-challenge",
                        "marks who asks",
                        "another challenge than the computed one",
                        sealed(Faults.servesAnotherChallenge(
                                world.issuerAt().origin().authority().name()))),
                new Broken(
                        "dp-tokens",
                        "takes half a token",
                        "a truncated token: 200",
                        sealed(Faults.answers(ProblemType.TOKEN_MALFORMED))),
                new Broken(
                        "dp-tokens",
                        "looks at no signature",
                        "a token with one bit changed: 200",
                        sealed(Faults.answers(ProblemType.TOKEN_INVALID))),
                new Broken(
                        "dp-tokens",
                        "takes others' tokens",
                        "a token for another provider: 200",
                        sealed(Faults.answers(ProblemType.TOKEN_WRONG_CHALLENGE))),
                new Broken(
                        "dp-tokens",
                        "takes any issuer's",
                        "a token of a key of one's own: 200",
                        sealed(Faults.answers(ProblemType.TOKEN_UNKNOWN_KEY))),
                new Broken(
                        "dp-proof",
                        "looks at no proof",
                        "a token with a proof by another key: 200",
                        sealed(Faults.answers(ProblemType.PROOF_INVALID))),
                new Broken(
                        "dp-retry",
                        "knows no second chance",
                        "the same question with the same token, at once: 401",
                        sealed(Faults.refusesTheSameAgain())),
                new Broken(
                        "gateway-key",
                        "does not say why",
                        "a request sealed to another key: 500",
                        open(Faults.says(500, ProblemType.OHTTP_KEY))),
                new Broken("gateway-replay", "remembers nothing", "the very same bytes again: 200", sealed(Fault.NONE)),
                new Broken("gateway-date", "looks at no date", "a request dated tomorrow: 200", sealed(Fault.NONE)),
                new Broken(
                        "gateway-target",
                        "leads anywhere",
                        "a request for another host: 404",
                        sealed(Faults.says(404, ProblemType.TARGET_FORBIDDEN))),
                new Broken(
                        "gateway-uniform",
                        "pads nothing",
                        "sealed answers of different sizes",
                        BrokenDeployment.withoutPadding(direct, world.transport(), provider())),
                new Broken(
                        "J1",
                        "stores nothing",
                        "anybody would choose among []",
                        sealed(Faults.mappings(all -> List.of()))),
                new Broken(
                        "J2",
                        "stores no sealed entries",
                        "publishing a mapping that is good: 422",
                        sealed(Faults.refusesMappingsWith("\"sealed\""))),
                new Broken(
                        "J3",
                        "keeps the first version",
                        "at publication 2 would choose among",
                        sealed(Faults.forgets(Faults::isSecondPublication))),
                new Broken(
                        "J4",
                        "knows one mapping for each identifier",
                        "a sender would choose among 2",
                        sealed(Faults.mappings(all -> all.isEmpty() ? all : all.subList(0, 1)))),
                new Broken(
                        "J5",
                        "stores no sealed entries",
                        "publishing a mapping that is good: 422",
                        sealed(Faults.refusesMappingsWith("\"sealed\""))),
                new Broken(
                        "J6",
                        "stores no sealed entries",
                        "publishing a mapping that is good: 422",
                        sealed(Faults.refusesMappingsWith("\"sealed\""))),
                new Broken(
                        "J7",
                        "knows no tags",
                        "publishing a mapping that is good: 422",
                        sealed(Faults.refusesMappingsWith("\"tags\":[\""))));
    }

    private static HttpTransport open(Fault fault) {
        return BrokenDeployment.inTheOpen(direct, provider(), fault);
    }

    private static HttpTransport sealed(Fault fault) {
        return BrokenDeployment.behindTheGateway(direct, world.transport(), provider(), fault);
    }

    private static Result result(String id, HttpTransport transport) throws Exception {
        return result(id, deployment(transport, mirror()));
    }

    private static Result result(String id, Deployment deployment) throws Exception {
        List<Check> checks =
                Checks.all().stream().filter(check -> check.id().equals(id)).toList();
        return ConformanceRun.of(deployment, checks, result -> {}).results().get(0);
    }

    private static Deployment deployment(HttpTransport transport, List<HttpsOrigin> mirror) throws Exception {
        return new Deployment(target(mirror), transport, new JdkTlsProbe(), InstantSource.system());
    }

    private static Target target(List<HttpsOrigin> mirror) throws Exception {
        return new Target(
                world.issuerAt().origin(),
                provider(),
                world.relayAt().origin(),
                mirror,
                new Target.Attester(World.MSP, World.TRIAL_TIER, world.mspKey()),
                new Target.Range(
                        world.csipAt().origin().url(), "example.net", SigningKeyFile.load(world.csipKeyFile())));
    }

    private static HttpsOrigin provider() {
        return world.lookupAt().origin();
    }

    private static List<HttpsOrigin> mirror() {
        return List.of(world.mirrorAt().origin());
    }

    private static List<String> without(List<String> ids, String one) {
        return ids.stream().filter(id -> !id.equals(one)).toList();
    }

    private record Ended(int exit, String out, String err) {}

    /** {@code jeton conformance} in a process of its own; of an option that is there twice, the last counts. */
    private static Ended jeton(String... more) throws Exception {
        List<String> options = new ArrayList<>(CheckedDemo.options(world));
        Arrays.stream(more).forEach(option -> {
            options.removeIf(old -> old.startsWith(option.replaceFirst("=.*", "=")));
            options.add(option);
        });
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Jeton.class.getName(),
                "conformance"));
        command.addAll(options);
        Path err = run.newDirectory("jeton").resolve("err");
        Process process =
                new ProcessBuilder(command).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(Duration.ofMinutes(2).toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        return new Ended(process.exitValue(), out, Files.readString(err));
    }
}
