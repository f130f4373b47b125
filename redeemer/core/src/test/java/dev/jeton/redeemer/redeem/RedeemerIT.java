package dev.jeton.redeemer.redeem;

import static dev.jeton.redeemer.TestIssuer.FIRST;
import static dev.jeton.redeemer.TestIssuer.SECOND;
import static dev.jeton.redeemer.TestIssuer.directory;
import static dev.jeton.redeemer.TestIssuer.listed;
import static dev.jeton.redeemer.TestIssuer.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.query.QueryTag;
import dev.jeton.crypto.token.PendingToken;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.redeemer.LedgerRedis;
import dev.jeton.redeemer.LedgerWorld;
import dev.jeton.redeemer.keys.IssuerKeys;
import dev.jeton.redeemer.keys.KeyRefresh;
import dev.jeton.redeemer.spend.redis.LedgerSettings;
import dev.jeton.redis.RedisScripts;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedeemerIT {
    private static final String ISSUER = "issuer.example";
    private static final String SELF = "dp.example";
    private static final QueryTag TAG = new QueryTag(Bytes.of(new byte[QueryTag.BYTES]));

    private static LedgerRedis redis;
    private static RedisScripts scripts;
    private static IssuerKeys keys;
    private static Redeemer redeemer;

    @BeforeAll
    static void start() {
        redis = new LedgerRedis();
        scripts = redis.connect();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Bytes published = directory(listed(FIRST, now.minusSeconds(60), now.plus(Duration.ofHours(1))));
        keys = IssuerKeys.start(
                ISSUER,
                () -> CompletableFuture.completedFuture(published),
                KeyRefresh.defaults(),
                InstantSource.system());
        LedgerWorld world = new LedgerWorld();
        world.keys(keys.lives());
        redeemer = new Redeemer(
                SELF, List.of(keys), world.open(scripts, LedgerSettings.planned(1_000)), InstantSource.system());
    }

    @AfterAll
    static void stop() {
        keys.close();
        scripts.close();
        redis.close();
    }

    @Test
    void redeem_junk_neverTouchesRedis() {
        Token good = token(FIRST, ISSUER, SELF);
        Token forged = new Token(
                good.nonce(),
                good.challengeDigest(),
                good.tokenKeyId(),
                token(FIRST, ISSUER, SELF).authenticator());
        long before = redis.ledgerCalls();

        assertThat(redeem(forged)).isEqualTo(Redemption.INVALID);
        assertThat(redeem(token(SECOND, ISSUER, SELF))).isEqualTo(Redemption.UNKNOWN_KEY);
        assertThat(redeem(token(FIRST, ISSUER, "dp.test"))).isEqualTo(Redemption.WRONG_CHALLENGE);
        assertThat(redeemer.redeem(good, TAG, () -> false).await().atMost(Duration.ofSeconds(5)))
                .isEqualTo(Redemption.PROOF_INVALID);
        assertThat(redis.ledgerCalls()).isEqualTo(before);

        assertThat(redeem(good)).as("and none of it has spent the good token").isEqualTo(Redemption.ACCEPTED);
        assertThat(redis.ledgerCalls()).as("which is counted").isGreaterThan(before);
    }

    @Test
    void redeem_twoSignaturesOverOneNonce_areOneToken() {
        Token once = token(FIRST, ISSUER, SELF);
        PendingToken again = PendingToken.blind(FIRST.publicKey(), once.challengeDigest(), once.nonce());
        Token twice = again.finish(FIRST.blindSign(again.request()));
        QueryTag other = new QueryTag(Bytes.ofUtf8("another one."));

        assertThat(twice.authenticator()).isNotEqualTo(once.authenticator());
        assertThat(redeem(once)).isEqualTo(Redemption.ACCEPTED);
        assertThat(redeemer.redeem(twice, other).await().atMost(Duration.ofSeconds(5)))
                .isEqualTo(Redemption.SPENT);
    }

    @Test
    void redeem_resumesOnTheContextThatSubscribed() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Token token = token(FIRST, ISSUER, SELF);
            Context caller = vertx.getOrCreateContext();
            CompletableFuture<Context> resumedOn = new CompletableFuture<>();
            caller.runOnContext(ignored -> redeemer.redeem(token, TAG)
                    .subscribe()
                    .with(redemption -> resumedOn.complete(Vertx.currentContext()), resumedOn::completeExceptionally));

            assertThat(resumedOn.get(5, TimeUnit.SECONDS)).isSameAs(caller);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        }
    }

    private static Redemption redeem(Token token) {
        return redeemer.redeem(token, TAG).await().atMost(Duration.ofSeconds(5));
    }
}
