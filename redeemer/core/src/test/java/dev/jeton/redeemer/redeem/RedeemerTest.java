package dev.jeton.redeemer.redeem;

import static dev.jeton.redeemer.TestIssuer.FIRST;
import static dev.jeton.redeemer.TestIssuer.SECOND;
import static dev.jeton.redeemer.TestIssuer.directory;
import static dev.jeton.redeemer.TestIssuer.listed;
import static dev.jeton.redeemer.TestIssuer.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.query.QueryTag;
import dev.jeton.crypto.token.Nullifier;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.redeemer.keys.DirectorySource;
import dev.jeton.redeemer.keys.IssuerKeys;
import dev.jeton.redeemer.keys.KeyRefresh;
import dev.jeton.redeemer.spend.Spend;
import dev.jeton.redeemer.spend.SpendLedger;
import dev.jeton.redeemer.spend.TokenFamily;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RedeemerTest {
    private static final String ISSUER = "issuer.example";
    private static final String OTHER_ISSUER = "issuer.test:8443";
    private static final String SELF = "dp.example";
    private static final Instant NOT_BEFORE = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant NOT_AFTER = NOT_BEFORE.plus(Duration.ofHours(25));
    private static final QueryTag TAG = new QueryTag(Bytes.of(new byte[QueryTag.BYTES]));

    private final RecordingLedger ledger = new RecordingLedger();
    private final List<IssuerKeys> opened = new ArrayList<>();
    private Instant now = NOT_BEFORE;

    @AfterEach
    void close() {
        opened.forEach(IssuerKeys::close);
    }

    @Test
    void redeem_goodToken_isSpentUnderItsNullifierInItsFamily() {
        Token token = token(FIRST, ISSUER, SELF);

        assertThat(redeem(redeemer(firstKey()), token)).isEqualTo(Redemption.ACCEPTED);
        assertThat(ledger.spent)
                .containsExactly(new Entry(new TokenFamily(token.tokenKeyId(), 0), token.nullifier(), TAG));
    }

    @ParameterizedTest
    @CsvSource({"ACCEPTED,ACCEPTED", "REPLAYED,REPLAYED", "SPENT,SPENT", "FENCED,FENCED"})
    void redeem_saysWhatTheLedgerSays(Spend said, Redemption expected) {
        ledger.answer = Uni.createFrom().item(said);

        assertThat(redeem(redeemer(firstKey()), token(FIRST, ISSUER, SELF))).isEqualTo(expected);
    }

    @Test
    void use_nextGeneration_takesItsTokensAndNoOthers() {
        Redeemer redeemer = redeemer(firstKey());
        Token old = token(FIRST, ISSUER, SELF);
        TokenChallenge challenge = TokenChallenge.of(ISSUER, SELF, 7);
        redeemer.use(7);
        Token next = token(FIRST, challenge.digest());

        assertThat(redeemer.challenges())
                .singleElement()
                .satisfies(accepted -> assertThat(accepted.challenge()).isEqualTo(challenge));
        assertThat(redeem(redeemer, old)).isEqualTo(Redemption.WRONG_CHALLENGE);
        assertThat(redeem(redeemer, next)).isEqualTo(Redemption.ACCEPTED);
        assertThat(ledger.spent)
                .containsExactly(new Entry(new TokenFamily(next.tokenKeyId(), 7), next.nullifier(), TAG));
    }

    @Test
    void redeem_ledgerFails_fails() {
        IllegalStateException down = new IllegalStateException("down");
        ledger.answer = Uni.createFrom().failure(down);

        assertThatThrownBy(() -> redeem(redeemer(firstKey()), token(FIRST, ISSUER, SELF)))
                .isSameAs(down);
    }

    @Test
    void redeem_anyBitFlipped_isRefusedAndTheLedgerSeesNothing() {
        Redeemer redeemer = redeemer(firstKey());
        Bytes good = token(FIRST, ISSUER, SELF).encode();
        for (int at = 2; at < good.size(); at += 7) {
            byte[] bad = good.toArray();
            bad[at] ^= (byte) (1 << at % 8);

            assertThat(redeem(redeemer, Token.parse(Bytes.of(bad))))
                    .isIn(Redemption.INVALID, Redemption.UNKNOWN_KEY, Redemption.WRONG_CHALLENGE);
        }
        assertThat(ledger.spent).isEmpty();
    }

    @Test
    void redeem_forAnotherProvider_isWrongChallenge() {
        assertRefused(redeemer(firstKey()), token(FIRST, ISSUER, "dp.test"), Redemption.WRONG_CHALLENGE);
    }

    @Test
    void redeem_forAnotherGeneration_isWrongChallenge() {
        Token later = token(FIRST, TokenChallenge.of(ISSUER, SELF, 1).digest());

        assertRefused(redeemer(firstKey()), later, Redemption.WRONG_CHALLENGE);
    }

    @Test
    void redeem_keyOfOneIssuerUnderTheNameOfAnother_isRefused() {
        Redeemer redeemer = new Redeemer(
                SELF,
                List.of(
                        keys(
                                ISSUER,
                                () -> CompletableFuture.completedFuture(
                                        directory(listed(FIRST, NOT_BEFORE, NOT_AFTER)))),
                        keys(
                                OTHER_ISSUER,
                                () -> CompletableFuture.completedFuture(
                                        directory(listed(SECOND, NOT_BEFORE, NOT_AFTER))))),
                ledger,
                () -> now);

        assertRefused(redeemer, token(FIRST, OTHER_ISSUER, SELF), Redemption.UNKNOWN_KEY);
        assertThat(redeem(redeemer, token(SECOND, OTHER_ISSUER, SELF))).isEqualTo(Redemption.ACCEPTED);
    }

    @Test
    void redeem_unknownKey_isUnknown() {
        assertRefused(redeemer(firstKey()), token(SECOND, ISSUER, SELF), Redemption.UNKNOWN_KEY);
    }

    @Test
    void redeem_unknownKeyAndUnknownChallenge_isUnknownKeyAndNoIssuerIsAsked() {
        AtomicInteger asked = new AtomicInteger();
        Redeemer redeemer = redeemer(() -> {
            asked.incrementAndGet();
            return firstKey().fetch();
        });

        assertRefused(redeemer, token(SECOND, ISSUER, "dp.test"), Redemption.UNKNOWN_KEY);
        assertThat(asked).hasValue(1);
    }

    @Test
    void redeem_issuerUnreachable_isKeysUnavailable() {
        Redeemer redeemer = redeemer(() -> CompletableFuture.failedFuture(new IOException("unreachable")));

        assertRefused(redeemer, token(FIRST, ISSUER, SELF), Redemption.KEYS_UNAVAILABLE);
        assertThat(redeemer.challenges().get(0).tokenKey()).isEmpty();
    }

    @Test
    void redeem_keyIsNotValidYet_isUnknown_butSmallSkewIsForgiven() {
        Redeemer redeemer = redeemer(firstKey());
        now = NOT_BEFORE.minusSeconds(61);
        assertRefused(redeemer, token(FIRST, ISSUER, SELF), Redemption.UNKNOWN_KEY);

        now = NOT_BEFORE.minusSeconds(60);
        assertThat(redeem(redeemer, token(FIRST, ISSUER, SELF))).isEqualTo(Redemption.ACCEPTED);
    }

    @Test
    void redeem_keyHasEnded_isExpired_toTheSecond() {
        Redeemer redeemer = redeemer(firstKey());
        now = NOT_AFTER.minusNanos(1);
        assertThat(redeem(redeemer, token(FIRST, ISSUER, SELF))).isEqualTo(Redemption.ACCEPTED);
        ledger.spent.clear();

        now = NOT_AFTER;
        assertRefused(redeemer, token(FIRST, ISSUER, SELF), Redemption.EXPIRED);
    }

    @Test
    void redeem_proofDoesNotHold_spendsNothing() {
        Redemption outcome = redeemer(firstKey())
                .redeem(token(FIRST, ISSUER, SELF), TAG, () -> false)
                .await()
                .atMost(Duration.ofSeconds(5));

        assertThat(outcome).isEqualTo(Redemption.PROOF_INVALID);
        assertThat(ledger.spent).isEmpty();
    }

    @Test
    void redeem_badSignature_doesNotAskForTheProof() {
        Token good = token(FIRST, ISSUER, SELF);
        Token forged = new Token(
                good.nonce(),
                good.challengeDigest(),
                good.tokenKeyId(),
                token(FIRST, ISSUER, SELF).authenticator());
        AtomicInteger asked = new AtomicInteger();

        Redemption outcome = redeemer(firstKey())
                .redeem(forged, TAG, () -> asked.incrementAndGet() > 0)
                .await()
                .atMost(Duration.ofSeconds(5));

        assertThat(outcome).isEqualTo(Redemption.INVALID);
        assertThat(asked).hasValue(0);
    }

    @Test
    void challenges_nameIssuerAndProvider_andOfferTheSigningKey() {
        List<AcceptedChallenge> challenges = redeemer(firstKey()).challenges();

        assertThat(challenges)
                .containsExactly(new AcceptedChallenge(
                        TokenChallenge.of(ISSUER, SELF),
                        Optional.of(FIRST.publicKey().encode())));
    }

    @Test
    void redeemer_withoutIssuer_orWithOneTwice_isRefused() {
        IssuerKeys issuer = keys(ISSUER, firstKey());

        assertThatThrownBy(() -> new Redeemer(SELF, List.of(), ledger, () -> now))
                .hasMessageStartingWith("issuers:");
        assertThatThrownBy(() -> new Redeemer(SELF, List.of(issuer, issuer), ledger, () -> now))
                .hasMessageStartingWith("issuers:");
    }

    @ParameterizedTest
    @EnumSource(Redemption.class)
    void paid_isTrueForAcceptedAndReplayedOnly(Redemption redemption) {
        assertThat(redemption.paid()).isEqualTo(redemption == Redemption.ACCEPTED || redemption == Redemption.REPLAYED);
    }

    private void assertRefused(Redeemer redeemer, Token token, Redemption expected) {
        assertThat(redeem(redeemer, token)).isEqualTo(expected);
        assertThat(ledger.spent).isEmpty();
    }

    private static Redemption redeem(Redeemer redeemer, Token token) {
        return redeemer.redeem(token, TAG).await().atMost(Duration.ofSeconds(5));
    }

    private Redeemer redeemer(DirectorySource source) {
        return new Redeemer(SELF, List.of(keys(ISSUER, source)), ledger, () -> now);
    }

    private IssuerKeys keys(String issuer, DirectorySource source) {
        IssuerKeys keys = IssuerKeys.start(issuer, source, KeyRefresh.defaults(), () -> now);
        opened.add(keys);
        return keys;
    }

    private static DirectorySource firstKey() {
        return () -> CompletableFuture.completedFuture(directory(listed(FIRST, NOT_BEFORE, NOT_AFTER)));
    }

    private record Entry(TokenFamily family, Nullifier nullifier, QueryTag tag) {}

    private static final class RecordingLedger implements SpendLedger {
        private final List<Entry> spent = new ArrayList<>();
        private Uni<Spend> answer = Uni.createFrom().item(Spend.ACCEPTED);

        @Override
        public Uni<Spend> spend(TokenFamily family, Nullifier nullifier, QueryTag tag) {
            spent.add(new Entry(family, nullifier, tag));
            return answer;
        }
    }
}
