package dev.jeton.redeemer.redeem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.query.QueryTag;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.Nullifier;
import dev.jeton.crypto.token.PendingVoprfToken;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.token.VoprfTokenSecretKey;
import dev.jeton.crypto.voprfkeys.VoprfEpochKey;
import dev.jeton.crypto.voprfkeys.VoprfKeyDirectory;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.redeemer.TestIssuer;
import dev.jeton.redeemer.keys.IssuerKeys;
import dev.jeton.redeemer.keys.KeyLife;
import dev.jeton.redeemer.keys.KeyRefresh;
import dev.jeton.redeemer.keys.MountedVoprfKeys;
import dev.jeton.redeemer.spend.Spend;
import dev.jeton.redeemer.spend.SpendLedger;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoprfRedeemerTest {
    private static final String ISSUER = "issuer.example";
    private static final String SELF = "dp.example";
    private static final Instant NOT_BEFORE = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant NOT_AFTER = NOT_BEFORE.plus(Duration.ofDays(2));
    private static final VoprfTokenSecretKey KEY = VoprfTokenSecretKey.generate();
    private static final QueryTag TAG = new QueryTag(Bytes.of(new byte[QueryTag.BYTES]));
    private static final TokenChallenge CHALLENGE = TokenChallenge.of(TokenType.VOPRF, ISSUER, SELF, 0);

    @TempDir
    private Path path;

    private final List<Nullifier> spent = new ArrayList<>();
    private final SpendLedger ledger = (family, nullifier, tag) -> {
        spent.add(nullifier);
        assertThat(this.redeemer.keys()).containsExactly(new KeyLife(family.key(), NOT_BEFORE, NOT_AFTER));
        return Uni.createFrom().item(Spend.ACCEPTED);
    };
    private final ExecutorService reader = Executors.newSingleThreadExecutor();
    private final VerifierThreads threads = new VerifierThreads(1, 1);
    private volatile Instant now = NOT_BEFORE;
    private VoprfKeyDirectory files;
    private MountedVoprfKeys keys;
    private Redeemer redeemer;

    @BeforeEach
    void open() throws IOException {
        files = new VoprfKeyDirectory(path, SealingKey.generate());
        files.write(new VoprfEpochKey(KEY, new IssuerDirectory.VoprfKey(KEY.publicKey(), NOT_BEFORE, NOT_AFTER)));
        keys = MountedVoprfKeys.start(ISSUER, files, Duration.ofMillis(20), reader, () -> now);
        redeemer = new Redeemer(SELF, keys, threads, ledger, () -> now);
    }

    @AfterEach
    void close() {
        keys.close();
        reader.shutdownNow();
        threads.close();
    }

    @Test
    void redeem_goodToken_isSpent() {
        Token token = token(KEY, CHALLENGE);

        assertThat(redeem(token)).isEqualTo(Redemption.ACCEPTED);
        assertThat(spent).containsExactly(token.nullifier());
    }

    @Test
    void redeem_isNotCalculatedOnTheCallersThread() {
        AtomicReference<String> thread = new AtomicReference<>("");
        redeemer.redeem(token(KEY, CHALLENGE), TAG, () -> {
                    thread.set(Thread.currentThread().getName());
                    return true;
                })
                .await()
                .atMost(Duration.ofSeconds(5));

        assertThat(thread.get()).startsWith("token-verifier-");
    }

    @Test
    void redeem_anyBitFlipped_isRefusedAndTheLedgerSeesNothing() {
        Bytes good = token(KEY, CHALLENGE).encode();
        for (int at = 2; at < good.size(); at += 5) {
            byte[] bad = good.toArray();
            bad[at] ^= (byte) (1 << at % 8);

            assertThat(redeem(Token.parse(Bytes.of(bad))))
                    .isIn(Redemption.INVALID, Redemption.UNKNOWN_KEY, Redemption.WRONG_CHALLENGE);
        }
        assertThat(spent).isEmpty();
    }

    @Test
    void redeem_outsideTheKeysLife_isRefused() {
        Token token = token(KEY, CHALLENGE);
        now = NOT_BEFORE.minusSeconds(61);
        assertThat(redeem(token)).isEqualTo(Redemption.UNKNOWN_KEY);
        now = NOT_AFTER;
        assertThat(redeem(token)).isEqualTo(Redemption.EXPIRED);
        assertThat(spent).isEmpty();
    }

    @Test
    void redeem_keyThatIsNotMounted_isUnknown_andAKeyWhoseFileGoesBecomesSo() throws Exception {
        assertThat(redeem(token(VoprfTokenSecretKey.generate(), CHALLENGE))).isEqualTo(Redemption.UNKNOWN_KEY);

        Files.delete(path.resolve(VoprfKeyDirectory.fileName(NOT_BEFORE.getEpochSecond())));
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (keys.find(KEY.publicKey().keyId()).isPresent() && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        assertThat(redeem(token(KEY, CHALLENGE))).isEqualTo(Redemption.UNKNOWN_KEY);
        assertThat(spent).isEmpty();
    }

    @Test
    void redeem_forAnotherProviderOrGeneration_isWrongChallenge() {
        for (TokenChallenge other : List.of(
                TokenChallenge.of(TokenType.VOPRF, ISSUER, "dp.test", 0),
                TokenChallenge.of(TokenType.VOPRF, ISSUER, SELF, 1),
                TokenChallenge.of(TokenType.VOPRF, "issuer.test", SELF, 0),
                TokenChallenge.of(ISSUER, SELF))) {
            assertThat(redeem(token(KEY, other))).isEqualTo(Redemption.WRONG_CHALLENGE);
        }
        assertThat(spent).isEmpty();
    }

    @Test
    void redeem_withoutProof_isNotSpent() {
        assertThat(redeemer.redeem(token(KEY, CHALLENGE), TAG, () -> false)
                        .await()
                        .atMost(Duration.ofSeconds(5)))
                .isEqualTo(Redemption.PROOF_INVALID);
        assertThat(spent).isEmpty();
    }

    @Test
    void eachType_refusesTheOther() {
        try (IssuerKeys publicKeys = IssuerKeys.start(
                ISSUER,
                () -> CompletableFuture.completedFuture(
                        TestIssuer.directory(TestIssuer.listed(TestIssuer.FIRST, NOT_BEFORE, NOT_AFTER))),
                KeyRefresh.defaults(),
                () -> now)) {
            Redeemer other = new Redeemer(SELF, List.of(publicKeys), ledger, () -> now);
            Token blindRsa = TestIssuer.token(TestIssuer.FIRST, ISSUER, SELF);
            Token voprf = token(KEY, CHALLENGE);
            // The other type in the dress of the one that is taken: its challenge, its key id.
            Token disguised = new Token(
                    TokenType.BLIND_RSA,
                    blindRsa.nonce(),
                    CHALLENGE.digest(),
                    KEY.publicKey().keyId(),
                    blindRsa.authenticator());

            assertThat(redeem(blindRsa)).isEqualTo(Redemption.UNKNOWN_KEY);
            assertThat(redeem(disguised)).isEqualTo(Redemption.INVALID);
            assertThat(other.redeem(voprf, TAG).await().atMost(Duration.ofSeconds(5)))
                    .isEqualTo(Redemption.UNKNOWN_KEY);
            assertThat(spent).isEmpty();
        }
    }

    @Test
    void redeem_tooManyWaiting_isRefusedAndNothingIsSpent() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        Token token = token(KEY, CHALLENGE);
        List<CompletableFuture<Redemption>> outcomes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            outcomes.add(redeemer.redeem(token, TAG, () -> waited(busy)).subscribeAsCompletionStage());
        }

        // One is at work, one waits, and the third finds no place.
        assertThat(outcomes.get(2).get()).isEqualTo(Redemption.SATURATED);
        assertThat(spent).isEmpty();
        busy.countDown();
        assertThat(outcomes.get(0).get()).isEqualTo(Redemption.ACCEPTED);
        assertThat(outcomes.get(1).get()).isEqualTo(Redemption.ACCEPTED);
    }

    @Test
    void challenge_isOfItsTypeAndOffersTheKey() {
        assertThat(redeemer.challenges())
                .containsExactly(new AcceptedChallenge(
                        CHALLENGE, Optional.of(KEY.publicKey().encode())));
        now = NOT_AFTER;
        assertThat(redeemer.challenges().get(0).tokenKey()).isEmpty();
    }

    private Redemption redeem(Token token) {
        return redeemer.redeem(token, TAG).await().atMost(Duration.ofSeconds(5));
    }

    private static Token token(VoprfTokenSecretKey key, TokenChallenge challenge) {
        PendingVoprfToken pending = PendingVoprfToken.blind(
                key.publicKey(), challenge.digest(), OneTimeKey.generate().nonce());
        return pending.finish(key.blindEvaluate(pending.request()));
    }

    private static boolean waited(CountDownLatch busy) {
        try {
            busy.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
