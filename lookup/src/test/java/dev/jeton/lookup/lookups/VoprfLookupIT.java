package dev.jeton.lookup.lookups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.auth.PrivateTokenChallenge;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.PendingVoprfTokens;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.token.VoprfTokenSecretKey;
import dev.jeton.crypto.voprfkeys.VoprfEpochKey;
import dev.jeton.crypto.voprfkeys.VoprfKeyDirectory;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.lookup.testing.DpClient;
import dev.jeton.lookup.testing.DpClient.Coin;
import dev.jeton.lookup.testing.LookupStack;
import dev.jeton.lookup.testing.LookupStack.Replica;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider that takes tokens of type 0x0001, with the secret keys of its own issuer in mounted files. */
@QuarkusTest
@WithTestResource(LookupStack.class)
class VoprfLookupIT {
    private static final Csi NOBODY = new Csi("tel:+14155559999");

    private static @Nullable Replica provider;
    private static @Nullable VoprfKeyDirectory mounted;
    private static @Nullable Path keys;

    private final LookupStack stack = LookupStack.running();
    private final Replica replica = Objects.requireNonNull(provider);
    private final VoprfKeyDirectory files = Objects.requireNonNull(mounted);
    private final Path directory = Objects.requireNonNull(keys);
    private final DpClient client = new DpClient(stack).at(replica.authority());
    private final TokenChallenge challenge =
            TokenChallenge.of(TokenType.VOPRF, stack.issuer().name(), stack.dpAuthority(), 0);

    @BeforeAll
    static void start() throws IOException {
        Path run = Files.createTempDirectory(LookupStack.running().directory(), "voprf");
        Path directory = Files.createDirectory(run.resolve("keys"));
        byte[] key = new byte[SealingKey.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Path sealingKey = Files.write(run.resolve("sealing-key"), key);
        VoprfKeyDirectory files = new VoprfKeyDirectory(directory, SealingKey.of(key));
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        files.write(fresh(files, now.minus(Duration.ofHours(3)), now.minusSeconds(1)));
        files.write(fresh(files, now.minus(Duration.ofHours(2)), now.plus(Duration.ofHours(1))));
        Files.writeString(directory.resolve("hostile.json"), "{\"token-type\":1,\"sealed-secret-key\":\"AAAA\"}");
        mounted = files;
        keys = directory;
        provider = LookupStack.running()
                .startReplica(Map.of(
                        "jeton.lookup.token-type",
                        "voprf",
                        "jeton.redeemer.voprf.key-directory",
                        directory.toString(),
                        "jeton.redeemer.voprf.sealing-key-file",
                        sealingKey.toString(),
                        "jeton.redeemer.voprf.refresh-every",
                        "200ms",
                        "quarkus.log.level",
                        "DEBUG"));
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(provider).process().stop();
    }

    /** A cold JVM on a busy machine may need longer for its first answer than stores are waited for. */
    @BeforeEach
    void firstAnswer() throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (client.lookup(coins(current(), 1).get(0), NOBODY).statusCode() != 200 && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
    }

    @Test
    void eachTokenOfABatch_paysForOneQuestion() throws Exception {
        for (Coin coin : coins(current(), 5)) {
            assertThat(DpClient.answer(client.lookup(coin, NOBODY)).mappings()).isEmpty();
        }
    }

    @Test
    void sameTokenForAnotherQuestion_isSpent_forTheSame_answeredAgain() throws Exception {
        Coin coin = coins(current(), 1).get(0);
        byte[] first = client.lookup(coin, NOBODY).body();

        assertThat(client.lookup(coin, NOBODY).body()).isEqualTo(first);
        assertRefused(client.lookup(coin, new Csi("tel:+14155552003")), ProblemType.TOKEN_SPENT);
    }

    @Test
    void oneTokenForManyQuestionsAtOnce_isAnsweredOnce() {
        Coin coin = coins(current(), 1).get(0);
        List<CompletableFuture<HttpResponse<byte[]>>> race = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            race.add(client.lookingUp(coin, new Csi("tel:+14155553%03d".formatted(i))));
        }

        assertThat(race.stream().map(CompletableFuture::join).toList())
                .filteredOn(response -> response.statusCode() == 200)
                .hasSize(1);
    }

    @Test
    void proofForAnotherQuestion_isInvalidAndSpendsNothing() throws Exception {
        Coin coin = coins(current(), 1).get(0);
        Csi other = new Csi("tel:+14155552004");
        Bytes body = new LookupRequest(
                        NOBODY,
                        Optional.of(coin.key()
                                .prove(stack.dpAuthority(), coin.token().nullifier(), other)))
                .encode();

        assertRefused(client.lookup(coin.token(), body), ProblemType.PROOF_INVALID);
        DpClient.answer(client.lookup(coin, NOBODY));
    }

    @Test
    void forgedToken_isInvalidAndSpendsNothing() throws Exception {
        Coin coin = coins(current(), 1).get(0);
        Token good = coin.token();
        byte[] authenticator = good.authenticator().toArray();
        authenticator[47] ^= 1;
        Token forged = new Token(
                TokenType.VOPRF, good.nonce(), good.challengeDigest(), good.tokenKeyId(), Bytes.of(authenticator));

        assertRefused(client.lookup(new Coin(forged, coin.key()), NOBODY), ProblemType.TOKEN_INVALID);
        DpClient.answer(client.lookup(coin, NOBODY));
    }

    @Test
    void tokenOfAnEndedOrUnknownKey_isRefused() throws Exception {
        VoprfTokenSecretKey ended = files.read().keys().get(0).secretKey();

        assertRefused(client.lookup(coins(ended, 1).get(0), NOBODY), ProblemType.TOKEN_EXPIRED);
        assertRefused(
                client.lookup(coins(VoprfTokenSecretKey.generate(), 1).get(0), NOBODY), ProblemType.TOKEN_UNKNOWN_KEY);
    }

    @Test
    void tokenOfTheOtherType_isRefused() throws Exception {
        assertRefused(client.lookup(client.coin(), NOBODY), ProblemType.TOKEN_UNKNOWN_KEY);
    }

    @Test
    void fileThatAppears_isUsedWithoutARestart() throws Exception {
        // Begins before the current one, so that clients are not offered it.
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofMinutes(150));
        VoprfEpochKey later = fresh(files, start, start.plus(Duration.ofHours(3)));
        Path file = directory.resolve(files.write(later));
        try {
            Coin coin = coins(later.secretKey(), 1).get(0);
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            HttpResponse<byte[]> response = client.lookup(coin, NOBODY);
            while (response.statusCode() != 200 && System.nanoTime() < deadline) {
                Thread.sleep(100);
                response = client.lookup(coin, NOBODY);
            }
            DpClient.answer(response);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void document_saysWhichTypeIsTaken() throws Exception {
        HttpResponse<byte[]> response = client.send(client.request(DiscoveryProviderDocument.PATH));

        assertThat(DiscoveryProviderDocument.parse(Bytes.of(response.body())).tokenType())
                .isEqualTo(TokenType.VOPRF);
    }

    @Test
    void readiness_andLog_nameTheFilesAndNoKey() throws Exception {
        HttpResponse<byte[]> ready = client.get(replica.management() + "/q/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(new String(ready.body(), UTF_8)).contains("\"loaded\"");

        Path hostile = directory.resolve("later.json");
        Files.writeString(hostile, Files.readString(anyFile()).replace("\"not-after\":", "\"not-after\": 1"));
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!log().contains("later.json") && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        Files.delete(hostile);
        assertThat(log()).contains("DEBUG", "key file later.json is left out");
        String sealed = Files.readString(anyFile());
        assertThat(log())
                .doesNotContain(sealed.substring(sealed.indexOf("sealed-secret-key") + 20, sealed.length() - 2));
    }

    private String log() throws IOException {
        return Files.readString(replica.process().log());
    }

    private Path anyFile() throws IOException {
        return directory.resolve(VoprfKeyDirectory.fileName(
                files.read().keys().get(0).published().epochId()));
    }

    private VoprfTokenSecretKey current() {
        try {
            return files.read().keys().stream()
                    .filter(key -> key.published().isValidAt(Instant.now()))
                    .findFirst()
                    .orElseThrow()
                    .secretKey();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tokens as an amortized batch gives them. */
    private List<Coin> coins(VoprfTokenSecretKey key, int count) {
        List<OneTimeKey> oneTimeKeys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            oneTimeKeys.add(OneTimeKey.generate());
        }
        PendingVoprfTokens pending = PendingVoprfTokens.blind(
                key.publicKey(),
                challenge.digest(),
                oneTimeKeys.stream().map(OneTimeKey::nonce).toList());
        List<Token> tokens = pending.finish(key.blindEvaluate(pending.request()));
        List<Coin> coins = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            coins.add(new Coin(tokens.get(i), oneTimeKeys.get(i)));
        }
        return coins;
    }

    private void assertRefused(HttpResponse<byte[]> response, ProblemType type) {
        assertThat(DpClient.problem(response)).isEqualTo(type);
        String header =
                response.headers().firstValue(PrivateTokenChallenge.HEADER).orElse("");
        assertThat(PrivateTokenChallenge.parseAll(header))
                .containsExactly(PrivateTokenChallenge.of(
                        challenge.encode(), current().publicKey().encode()));
    }

    /** A key that may stand beside those in {@code files}. */
    private static VoprfEpochKey fresh(VoprfKeyDirectory files, Instant notBefore, Instant notAfter)
            throws IOException {
        VoprfTokenSecretKey key = VoprfTokenSecretKey.generate();
        if (files.read().keys().stream().anyMatch(other -> collide(other.secretKey(), key))) {
            return fresh(files, notBefore, notAfter);
        }
        return new VoprfEpochKey(key, new IssuerDirectory.VoprfKey(key.publicKey(), notBefore, notAfter));
    }

    private static boolean collide(VoprfTokenSecretKey one, VoprfTokenSecretKey other) {
        return one.publicKey()
                .keyId()
                .truncated()
                .equals(other.publicKey().keyId().truncated());
    }
}
