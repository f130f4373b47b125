package dev.jeton.dev.demo.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.issuance.Issued;
import dev.jeton.client.issuance.TokenIssuance;
import dev.jeton.client.lookup.LookupClient;
import dev.jeton.client.wallet.TakenToken;
import dev.jeton.client.wallet.TokenScope;
import dev.jeton.client.wallet.TokenWallet;
import dev.jeton.client.wallet.WalletFailure;
import dev.jeton.crypto.auth.PrivateTokenCredentials;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.query.QueryProof;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.token.VoprfTokenSecretKey;
import dev.jeton.crypto.voprfkeys.VoprfEpochKey;
import dev.jeton.crypto.voprfkeys.VoprfKeyDirectory;
import dev.jeton.dev.demo.world.Plan;
import dev.jeton.dev.demo.world.World;
import dev.jeton.dev.stack.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Issuer and discovery provider as one domain: both mount the secret keys of token type 0x0001, and nothing else. */
class VoprfDomainIT {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private static RunDirectory run;
    private static Path keyFiles;
    private static World world;
    private static TokenScope scope;
    private static HttpTransport transport;
    private static TokenIssuance issuance;

    @BeforeAll
    static void start() throws Exception {
        run = RunDirectory.create("voprf-it");
        keyFiles = run.newDirectory("voprf-keys");
        byte[] key = new byte[SealingKey.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Path sealingKey = Files.write(run.newDirectory("voprf-sealing").resolve("key"), key);
        VoprfKeyDirectory files = new VoprfKeyDirectory(keyFiles, SealingKey.of(key));
        Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        // The next epoch too: midnight may come while this runs.
        files.write(epochKey(today));
        files.write(epochKey(today.plus(Duration.ofDays(1))));

        Plan plan = Plan.ofThisBuild();
        world = World.start(
                run,
                new Plan(
                        plan.issuerJar(),
                        plan.lookupJar(),
                        plan.relayJar(),
                        Map.of(
                                Plan.ISSUER,
                                Map.of(
                                        "jeton.issuer.voprf.key-directory", keyFiles.toString(),
                                        "jeton.issuer.voprf.sealing-key-file", sealingKey.toString()),
                                Plan.LOOKUP,
                                Map.of(
                                        "jeton.lookup.token-type", "voprf",
                                        "jeton.redeemer.voprf.key-directory", keyFiles.toString(),
                                        "jeton.redeemer.voprf.sealing-key-file", sealingKey.toString()))),
                new Silent(),
                crash -> {
                    throw new AssertionError(crash.toString());
                });
        scope = new TokenScope(world.issuerAt().origin(), world.lookupAt().origin(), TokenType.VOPRF);
        transport = world.transport();
        issuance = new TokenIssuance(transport, scope.issuer(), new MspUser(world, world.alice()), CLOCK);
    }

    @AfterAll
    static void stop() {
        run.close();
    }

    @Test
    void document_tellsTheApp() throws Exception {
        Response response = transport.send(Request.get(
                scope.discoveryProvider().at(DiscoveryProviderDocument.PATH),
                DiscoveryProviderDocument.MEDIA_TYPE,
                DiscoveryProviderDocument.MAX_BYTES,
                DEADLINE));

        assertThat(DiscoveryProviderDocument.parse(response.body()).tokenType()).isEqualTo(TokenType.VOPRF);
    }

    @Test
    void batchOfTheIssuer_paysForAsManyQuestionsAtTheProvider() throws Exception {
        TokenWallet wallet = wallet("alice");
        Issued issued = issuance.request(scope.discoveryProvider(), TokenType.VOPRF, 5, wallet);
        LookupClient lookups = new LookupClient(transport, scope, wallet, world.trust(), CLOCK);

        assertThat(issued.tokens()).isEqualTo(5);
        for (int i = 0; i < 5; i++) {
            assertThat(lookups.lookup(csi(i)).mappings()).isEmpty();
        }
        assertThatThrownBy(() -> lookups.lookup(csi(5)))
                .isInstanceOfSatisfying(
                        WalletFailure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(WalletFailure.Reason.NO_TOKEN));
    }

    @Test
    void token_paysForOneQuestionAndForNoOther() throws Exception {
        TokenWallet wallet = wallet("mallory");
        issuance.request(scope.discoveryProvider(), TokenType.VOPRF, 1, wallet);
        TakenToken token = wallet.take(scope, csi(10));

        assertThat(ask(token, csi(10), Optional.of(token.proof())).status()).isEqualTo(200);
        assertThat(problem(ask(token, csi(11), Optional.empty()))).isEqualTo(ProblemType.TOKEN_SPENT);
        assertThat(problem(ask(token, csi(11), Optional.of(token.proof())))).isEqualTo(ProblemType.PROOF_INVALID);
        for (int retry = 1; retry <= 3; retry++) {
            assertThat(ask(token, csi(10), Optional.of(token.proof())).status()).isEqualTo(200);
        }
        assertThat(problem(ask(token, csi(10), Optional.of(token.proof())))).isEqualTo(ProblemType.TOKEN_SPENT);
    }

    @Test
    void tokenOfTheOtherType_isIssuedAndNotTaken() throws Exception {
        TokenWallet wallet = wallet("other-type");
        issuance.request(scope.discoveryProvider(), 1, wallet);
        LookupClient lookups = new LookupClient(
                transport, new TokenScope(scope.issuer(), scope.discoveryProvider()), wallet, world.trust(), CLOCK);

        assertThatThrownBy(() -> lookups.lookup(csi(20)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.is(ProblemType.TOKEN_UNKNOWN_KEY))
                                .isTrue());
    }

    @Test
    void logs_holdNothingOfTheKeyFiles() throws Exception {
        issuance.request(scope.discoveryProvider(), TokenType.VOPRF, 1, wallet("logs"));
        try (var files = Files.list(keyFiles)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                String sealed = text.substring(text.indexOf("sealed-secret-key") + 20, text.length() - 2);
                for (Path log : world.logs().values()) {
                    assertThat(Files.readString(log)).doesNotContain(sealed);
                }
            }
        }
    }

    private Response ask(TakenToken token, Csi csi, Optional<QueryProof> proof) throws Exception {
        return transport.send(Request.of(
                        Request.Method.POST,
                        scope.discoveryProvider().at(LookupRequest.PATH),
                        LookupRequest.MEDIA_TYPE,
                        new LookupRequest(csi, proof).encode(),
                        LookupAnswer.MAX_BYTES,
                        DEADLINE)
                .with(PrivateTokenCredentials.HEADER, token.credentials().encode()));
    }

    private static ProblemType problem(Response response) {
        return Problem.parse(response.body()).orElseThrow().type();
    }

    private static TokenWallet wallet(String name) throws WalletFailure {
        return TokenWallet.open(world.newDirectory("wallet-" + name), CLOCK);
    }

    private static Csi csi(int number) {
        return new Csi("tel:+1415555%04d".formatted(number));
    }

    /** As {@code jeton voprf-keys create} makes them for an issuer with the standard settings. */
    private static VoprfEpochKey epochKey(Instant notBefore) {
        VoprfTokenSecretKey key = VoprfTokenSecretKey.generate();
        return new VoprfEpochKey(
                key, new IssuerDirectory.VoprfKey(key.publicKey(), notBefore, notBefore.plus(Duration.ofDays(2))));
    }
}
