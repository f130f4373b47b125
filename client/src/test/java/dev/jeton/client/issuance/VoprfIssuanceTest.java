package dev.jeton.client.issuance;

import static dev.jeton.client.TestIssuer.ATTESTATION;
import static dev.jeton.client.TestIssuer.NOT_AFTER;
import static dev.jeton.client.TestIssuer.NOT_BEFORE;
import static dev.jeton.client.TestIssuer.NOW;
import static dev.jeton.client.TestIssuer.ORIGIN;
import static dev.jeton.client.TestIssuer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.client.TestIssuer;
import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.client.wallet.TokenScope;
import dev.jeton.client.wallet.TokenStore.Count;
import dev.jeton.client.wallet.TokenWallet;
import dev.jeton.client.wallet.WalletFailure;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.token.AmortizedBatchTokenRequest;
import dev.jeton.crypto.token.AmortizedBatchTokenResponse;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.token.VoprfTokenSecretKey;
import dev.jeton.crypto.wire.Bytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of type 0x0001, from an issuer that lists keys of both types. */
class VoprfIssuanceTest {
    private static final HttpsOrigin DP = HttpsOrigin.parse("https://dp.example");
    private static final TokenScope SCOPE = new TokenScope(ORIGIN, DP, TokenType.VOPRF);
    private static final Csi CSI = new Csi("tel:+14155550123");
    private static final VoprfTokenSecretKey KEY = VoprfTokenSecretKey.generate();

    @TempDir
    Path directory;

    private final List<Request> requests = new ArrayList<>();
    private IssuerDirectory keys = new IssuerDirectory(
            "/token-request",
            TestIssuer.directory("/token-request", TestIssuer.KEY).keys(),
            List.of(new IssuerDirectory.VoprfKey(KEY.publicKey(), NOT_BEFORE, NOT_AFTER)));
    private UnaryOperator<Bytes> onTheWay = UnaryOperator.identity();
    private TokenWallet wallet;
    private TokenIssuance issuance;

    @BeforeEach
    void open() throws Exception {
        wallet = TokenWallet.open(directory, () -> NOW);
        HttpTransport issuer = request -> {
            requests.add(request);
            return request.uri().equals(ORIGIN.at(IssuerDirectory.PATH))
                    ? answer(200, IssuerDirectory.MEDIA_TYPE, keys.encode())
                    : evaluate(request.body());
        };
        issuance = new TokenIssuance(issuer, ORIGIN, (audience, epoch) -> ATTESTATION, () -> NOW);
    }

    @Test
    void request_batch_isVerifiedAndStored() throws Exception {
        Issued issued = issuance.request(DP, TokenType.VOPRF, 5, wallet);

        assertThat(issued.tokens()).isEqualTo(5);
        assertThat(requests.get(1).body().size()).isEqualTo(AmortizedBatchTokenRequest.encodedBytes(5));
        assertThat(wallet.counts()).containsExactly(new Count(SCOPE, NOT_AFTER, 5, 0));
        Token token = wallet.take(SCOPE, CSI).credentials().token();
        assertThat(KEY.verify(token)).isTrue();
        assertThat(token.challengeDigest())
                .isEqualTo(TokenChallenge.of(TokenType.VOPRF, "issuer.example", "dp.example", 0)
                        .digest());
    }

    @Test
    void tokensOfOneType_areNotTakenForTheOther_afterARestartEither() throws Exception {
        issuance.request(DP, TokenType.VOPRF, 1, wallet);
        TokenWallet reopened = TokenWallet.open(directory, () -> NOW);

        assertThatThrownBy(() -> reopened.take(new TokenScope(ORIGIN, DP), CSI))
                .isInstanceOfSatisfying(
                        WalletFailure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(WalletFailure.Reason.NO_TOKEN));
        assertThat(reopened.counts()).containsExactly(new Count(SCOPE, NOT_AFTER, 1, 0));
        assertThat(KEY.verify(reopened.take(SCOPE, CSI).credentials().token())).isTrue();
    }

    @Test
    void request_answerThatDoesNotVerify_isRefusedAsAWhole() {
        onTheWay = body -> {
            byte[] bad = body.toArray();
            bad[bad.length - 1] ^= 1;
            return Bytes.of(bad);
        };
        assertUntrusted(UntrustedAnswer.Flaw.BAD_SIGNATURE);

        VoprfTokenSecretKey another = VoprfTokenSecretKey.generate();
        keys = new IssuerDirectory(
                "/token-request",
                List.of(),
                List.of(new IssuerDirectory.VoprfKey(another.publicKey(), NOT_BEFORE, NOT_AFTER)));
        onTheWay = UnaryOperator.identity();
        assertUntrusted(UntrustedAnswer.Flaw.BAD_SIGNATURE);
    }

    @Test
    void request_answerOfAnotherForm_isMalformed() {
        onTheWay = body -> body.slice(0, body.size() - 1);
        assertUntrusted(UntrustedAnswer.Flaw.MALFORMED);
        // One element less than was asked for: 98 bytes in place of 147.
        onTheWay = body -> Bytes.concat(Bytes.ofHex("4062"), body.slice(2, 100), body.slice(149, body.size()));
        assertUntrusted(UntrustedAnswer.Flaw.MALFORMED);
    }

    @Test
    void request_issuerWithoutKeysOfThatType_saysSo() {
        keys = TestIssuer.directory("/token-request", TestIssuer.KEY);
        assertUntrusted(UntrustedAnswer.Flaw.NO_VALID_KEY);
    }

    private void assertUntrusted(UntrustedAnswer.Flaw flaw) {
        assertThatThrownBy(() -> issuance.request(DP, TokenType.VOPRF, 3, wallet))
                .isInstanceOfSatisfying(
                        UntrustedAnswer.class,
                        answer -> assertThat(answer.flaw()).isEqualTo(flaw));
        assertThat(directory.resolve("issuer.example")).doesNotExist();
    }

    /** As an issuer whose secret key is {@link #KEY}, whatever key the request was made for. */
    private Response evaluate(Bytes body) {
        byte[] request = body.toArray();
        request[2] = (byte) KEY.publicKey().keyId().truncated().value();
        AmortizedBatchTokenResponse response = KEY.blindEvaluate(AmortizedBatchTokenRequest.parse(Bytes.of(request)));
        return answer(200, AmortizedBatchTokenResponse.MEDIA_TYPE, onTheWay.apply(response.encode()));
    }
}
