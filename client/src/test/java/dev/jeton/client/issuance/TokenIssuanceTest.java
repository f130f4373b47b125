package dev.jeton.client.issuance;

import static dev.jeton.client.TestIssuer.ATTESTATION;
import static dev.jeton.client.TestIssuer.KEY;
import static dev.jeton.client.TestIssuer.NOT_AFTER;
import static dev.jeton.client.TestIssuer.NOT_BEFORE;
import static dev.jeton.client.TestIssuer.NOW;
import static dev.jeton.client.TestIssuer.ORIGIN;
import static dev.jeton.client.TestIssuer.answer;
import static dev.jeton.client.TestIssuer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.client.TestIssuer;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.RateLimit;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.client.http.UntrustedAnswer.Flaw;
import dev.jeton.client.wallet.TokenScope;
import dev.jeton.client.wallet.TokenStore.Count;
import dev.jeton.client.wallet.TokenWallet;
import dev.jeton.client.wallet.WalletFailure;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.GenericBatchTokenResponse;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.TokenResponse;
import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.crypto.wire.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenIssuanceTest {
    private static final HttpsOrigin DP = HttpsOrigin.parse("https://dp.example");
    private static final TokenScope SCOPE = new TokenScope(ORIGIN, DP);
    private static final Csi CSI = new Csi("tel:+14155550123");

    @TempDir
    Path directory;

    private final TestIssuer issuer = new TestIssuer();
    private final List<String> attestationsFor = new ArrayList<>();
    private Instant now = NOW;
    private TokenWallet wallet;
    private TokenIssuance issuance;

    @BeforeEach
    void open() throws Exception {
        wallet = TokenWallet.open(directory, () -> now);
        issuance = new TokenIssuance(
                issuer,
                ORIGIN,
                (audience, epoch) -> {
                    attestationsFor.add(audience + " " + epoch);
                    return ATTESTATION + "\n";
                },
                () -> now);
    }

    @Test
    void request_batch_isSignedVerifiedAndStored() throws Exception {
        Issued issued = issuance.request(DP, 3, wallet);

        assertThat(issued)
                .isEqualTo(new Issued(
                        3, 0, NOT_AFTER, List.of(new RateLimit("sender", 280, Optional.of(Duration.ofHours(13))))));
        assertThat(wallet.counts()).containsExactly(new Count(SCOPE, NOT_AFTER, 3, 0));
        Token token = wallet.take(SCOPE, CSI).credentials().token();
        assertThat(KEY.publicKey().verify(token)).isTrue();
        assertThat(token.challengeDigest())
                .isEqualTo(TokenChallenge.of("issuer.example", "dp.example").digest());
    }

    @Test
    void request_showsTheIssuerAnAttestationForItsEpochAndNothingOfTheProvider() throws Exception {
        issuance.request(DP, 2, wallet);

        assertThat(attestationsFor).containsExactly("https://issuer.example " + NOT_BEFORE.getEpochSecond());
        Request batch = issuer.requests.get(1);
        assertThat(batch.headers()).containsEntry("Authorization", "Bearer " + ATTESTATION);
        assertThat(issuer.requests.get(0).headers()).doesNotContainKey("Authorization");
        assertThat(batch.body().size()).isEqualTo(GenericBatchTokenRequest.encodedBytes(2));
        assertThat(batch.headers().toString()).doesNotContain("dp.example");
    }

    @Test
    void request_lostAnswer_isRepeatedByteForByteAndChargedOnce() throws Exception {
        issuer.lostAnswers = 2;

        assertThat(issuance.request(DP, 2, wallet).tokens()).isEqualTo(2);
        assertThat(issuer.requests.subList(1, 4)).hasSize(3).containsOnly(issuer.requests.get(1));
        assertThat(issuer.charged).isEqualTo(2);
        assertThat(attestationsFor).hasSize(1);
    }

    @Test
    void request_partlyRefused_storesTheRest() throws Exception {
        issuer.signAtMost = 2;

        Issued issued = issuance.request(DP, 5, wallet);

        assertThat(issued.tokens()).isEqualTo(2);
        assertThat(issued.refused()).isEqualTo(3);
        assertThat(wallet.counts()).containsExactly(new Count(SCOPE, NOT_AFTER, 2, 0));
    }

    @Test
    void request_overQuota_saysWhenToComeBack() throws Exception {
        issuer.batchAnswer = Optional.of(problem(ProblemType.QUOTA_EXCEEDED));

        assertThatThrownBy(() -> issuance.request(DP, 5, wallet))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.is(ProblemType.QUOTA_EXCEEDED)).isTrue();
                    assertThat(refused.retryAfter()).contains(Duration.ofHours(13));
                })
                .hasMessageNotContaining(ATTESTATION);
        assertThat(wallet.counts()).isEmpty();
    }

    @Test
    void request_keysOfOtherTimes_arePassedOver() throws Exception {
        TokenSigningKey other = TokenSigningKey.generate();
        issuer.directory = new IssuerDirectory(
                "/token-request",
                List.of(
                        new IssuerDirectory.Key(other.publicKey(), NOW.plusSeconds(1), NOT_AFTER),
                        new IssuerDirectory.Key(KEY.publicKey(), NOT_BEFORE, NOT_AFTER)));
        issuance.request(DP, 1, wallet);
        assertThat(KEY.publicKey().verify(wallet.take(SCOPE, CSI).credentials().token()))
                .isTrue();

        now = NOT_AFTER;
        assertFlaw(Flaw.NO_VALID_KEY);
    }

    @Test
    void request_clockIsALittleLate_takesTheKeyThatIsAboutToBegin() throws Exception {
        now = NOT_BEFORE.minusSeconds(60);
        assertThat(issuance.request(DP, 1, wallet).tokens()).isEqualTo(1);

        now = NOT_BEFORE.minusSeconds(61);
        assertFlaw(Flaw.NO_VALID_KEY);
    }

    @Test
    void request_directoryRetiresAKey_itsTokensAreHandedOutNoMore() throws Exception {
        issuance.request(DP, 2, wallet);
        issuer.directory = new IssuerDirectory(
                "/token-request",
                List.of(new IssuerDirectory.Key(TokenSigningKey.generate().publicKey(), NOT_BEFORE, NOT_AFTER)),
                List.of(),
                List.of(KEY.publicKey().keyId()));
        issuer.batchAnswer = Optional.of(problem(ProblemType.QUOTA_EXCEEDED));

        assertThatThrownBy(() -> issuance.request(DP, 1, wallet)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> wallet.take(SCOPE, CSI)).isInstanceOf(WalletFailure.class);
    }

    @Test
    void request_signatureByAnotherKey_condemnsTheBatch() throws Exception {
        TokenSigningKey other = TokenSigningKey.generate();
        issuer.directory = TestIssuer.directory("/token-request", other);
        issuer.batchAnswer = Optional.of(
                signatures(List.of(Optional.of(new TokenResponse(Bytes.of(new byte[TokenResponse.BYTES]))))));

        assertFlaw(Flaw.BAD_SIGNATURE);
        assertThat(wallet.counts()).isEmpty();
    }

    @Test
    void request_anotherNumberOfElements_isRefused() {
        issuer.batchAnswer = Optional.of(signatures(List.of(Optional.empty(), Optional.empty())));

        assertFlaw(Flaw.MALFORMED);
    }

    @Test
    void request_junkForABatch_isRefused() {
        for (Bytes junk : List.of(Bytes.EMPTY, Bytes.ofUtf8("{}"), Bytes.of(new byte[300]))) {
            issuer.batchAnswer = Optional.of(answer(200, GenericBatchTokenResponse.MEDIA_TYPE, junk));
            assertFlaw(Flaw.MALFORMED);
        }
        issuer.batchAnswer = Optional.of(answer(200, "text/html", Bytes.ofUtf8("<html>")));
        assertFlaw(Flaw.MALFORMED);
    }

    @Test
    void request_junkForADirectory_isRefused() {
        for (String junk : List.of("", "[]", "{}", "{\"issuer-request-uri\":\"/x\",\"token-keys\":[]}")) {
            issuer.directoryAnswer = Optional.of(answer(200, IssuerDirectory.MEDIA_TYPE, Bytes.ofUtf8(junk)));
            assertFlaw(Flaw.MALFORMED);
        }
        issuer.directoryAnswer = Optional.of(answer(200, "application/json", issuer.directory.encode()));
        assertFlaw(Flaw.MALFORMED);
        assertThat(attestationsFor).isEmpty();
    }

    @Test
    void request_directoryThatPointsElsewhere_getsNoAttestation() {
        issuer.directory = TestIssuer.directory("https://evil.example/token-request", KEY);

        assertFlaw(Flaw.FOREIGN_ADDRESS);
        assertThat(attestationsFor).isEmpty();
    }

    @Test
    void request_attestationThatIsNone_neverLeaves() {
        for (String junk : List.of("", "a.b", "a.b.c d", "a.b.c\r\nX-Header: y")) {
            TokenIssuance careless = new TokenIssuance(issuer, ORIGIN, (audience, epoch) -> junk, () -> now);
            assertThatThrownBy(() -> careless.request(DP, 1, wallet)).isInstanceOf(AttestationUnavailable.class);
        }
        assertThat(issuer.requests).noneMatch(request -> request.headers().containsKey("Authorization"));
    }

    @Test
    void request_countOutOfRange_isAMistake() {
        for (int count : new int[] {-1, 0, TokenIssuance.MAX_BATCH + 1}) {
            assertThatThrownBy(() -> issuance.request(DP, count, wallet)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private void assertFlaw(Flaw flaw) {
        assertThatThrownBy(() -> issuance.request(DP, 1, wallet))
                .isInstanceOfSatisfying(
                        UntrustedAnswer.class, e -> assertThat(e.flaw()).isEqualTo(flaw));
    }

    private static Response signatures(List<Optional<TokenResponse>> elements) {
        return answer(200, GenericBatchTokenResponse.MEDIA_TYPE, new GenericBatchTokenResponse(elements).encode());
    }
}
