package dev.jeton.crypto.token;

import static dev.jeton.crypto.token.TokenMessagesTest.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.voprf.BlindedElement;
import dev.jeton.crypto.voprf.Suite;
import dev.jeton.crypto.voprf.VoprfBlinding;
import dev.jeton.crypto.voprf.VoprfEvaluation;
import dev.jeton.crypto.voprf.VoprfSecretKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class VoprfTokenTest {
    static final VoprfTokenSecretKey KEY = VoprfTokenSecretKey.generate();
    static final ChallengeDigest CHALLENGE = TokenChallenge.of(TokenType.VOPRF, "issuer.example", "issuer.example", 0)
            .digest();
    private static final Token TOKEN = token();

    /** Joins the messages that {@link TokenMessagesTest} truncates, lengthens and changes. */
    static Stream<Arguments> messages() {
        PendingVoprfToken single = pending();
        PendingVoprfTokens batch = pendingBatch(3);
        return Stream.of(
                message("Token 0x0001", TOKEN.encode(), b -> Token.parse(b).encode()),
                message(
                        "token-key 0x0001",
                        KEY.publicKey().encode(),
                        b -> VoprfTokenPublicKey.parse(b).encode()),
                message(
                        "TokenRequest 0x0001",
                        single.request().encode(),
                        b -> VoprfTokenRequest.parse(b).encode()),
                message(
                        "TokenResponse 0x0001",
                        KEY.blindEvaluate(single.request()).encode(),
                        b -> VoprfTokenResponse.parse(b).encode()),
                message(
                        "AmortizedBatchTokenRequest",
                        batch.request().encode(),
                        b -> AmortizedBatchTokenRequest.parse(b).encode()),
                message(
                        "AmortizedBatchTokenResponse",
                        KEY.blindEvaluate(batch.request()).encode(),
                        b -> AmortizedBatchTokenResponse.parse(b).encode()));
    }

    @Test
    void sizes_areThoseOfTheRfc() {
        PendingVoprfTokens batch = pendingBatch(3);
        assertThat(pending().request().encode().size()).isEqualTo(52).isEqualTo(VoprfTokenRequest.BYTES);
        assertThat(KEY.blindEvaluate(pending().request()).encode().size())
                .isEqualTo(145)
                .isEqualTo(VoprfTokenResponse.BYTES);
        assertThat(TOKEN.encode().size()).isEqualTo(146).isEqualTo(TokenType.VOPRF.tokenBytes());
        assertThat(TokenType.BLIND_RSA.tokenBytes()).isEqualTo(Token.BYTES);
        assertThat(KEY.publicKey().encode().size()).isEqualTo(49).isEqualTo(VoprfTokenPublicKey.BYTES);
        assertThat(batch.request().encode().size())
                .isEqualTo(152)
                .isEqualTo(AmortizedBatchTokenRequest.encodedBytes(3));
        assertThat(KEY.blindEvaluate(batch.request()).encode().size())
                .isEqualTo(245)
                .isEqualTo(AmortizedBatchTokenResponse.encodedBytes(3));
    }

    @Test
    void token_fromRequestToVerification() {
        PendingVoprfToken pending = pending();
        Token token = pending.finish(KEY.blindEvaluate(pending.request()));
        assertThat(KEY.verify(token)).isTrue();
        assertThat(VoprfTokenSecretKey.generate().verify(token)).isFalse();
    }

    /** Whatever a token's maker changes, the authenticator is over it. */
    @Test
    void verify_anyChangedByte_fails() {
        for (int i = 0; i < 146; i++) {
            byte[] changed = TOKEN.encode().toArray();
            changed[i] ^= 1;
            try {
                assertThat(KEY.verify(Token.parse(Bytes.of(changed)))).isFalse();
            } catch (MalformedMessage e) {
                assertThat(e.field()).isEqualTo(TokenType.FIELD);
            }
        }
    }

    /** The same key id under both types: neither key may take the other's token, whatever its bytes. */
    @Test
    void verify_tokenOfTheOtherType_fails() {
        TokenSigningKey rsaKey = TokenSigningKey.generate();
        PendingToken pending =
                PendingToken.blind(rsaKey.publicKey(), CHALLENGE, nonces(1).get(0));
        Token rsaToken = pending.finish(rsaKey.blindSign(pending.request()));
        assertThat(rsaKey.publicKey().verify(rsaToken)).isTrue();
        assertThat(KEY.verify(rsaToken)).isFalse();
        assertThat(rsaKey.publicKey().verify(TOKEN)).isFalse();

        Token posingAsRsa = new Token(
                TokenType.BLIND_RSA,
                TOKEN.nonce(),
                CHALLENGE,
                KEY.publicKey().keyId(),
                Bytes.concat(TOKEN.authenticator(), Bytes.of(new byte[208])));
        assertThat(KEY.verify(posingAsRsa)).isFalse();
        Token posingAsVoprf = new Token(
                TokenType.VOPRF,
                rsaToken.nonce(),
                CHALLENGE,
                rsaKey.publicKey().keyId(),
                rsaToken.authenticator().slice(0, 48));
        assertThat(rsaKey.publicKey().verify(posingAsVoprf)).isFalse();
    }

    @Test
    void token_authenticatorOfTheOtherTypesSize_isRefused() {
        assertRefused(() ->
                new Token(TokenType.BLIND_RSA, TOKEN.nonce(), CHALLENGE, TOKEN.tokenKeyId(), TOKEN.authenticator()));
        assertRefused(() ->
                new Token(TokenType.VOPRF, TOKEN.nonce(), CHALLENGE, TOKEN.tokenKeyId(), Bytes.of(new byte[256])));
        assertRefused(() -> new Token(TOKEN.nonce(), CHALLENGE, TOKEN.tokenKeyId(), TOKEN.authenticator()));
    }

    /** One nonce under two types is two tokens, and so two entries in a ledger. */
    @Test
    void nullifier_dependsOnTheType() {
        Token other =
                new Token(TokenType.BLIND_RSA, TOKEN.nonce(), CHALLENGE, TOKEN.tokenKeyId(), Bytes.of(new byte[256]));
        assertThat(other.nullifier()).isNotEqualTo(TOKEN.nullifier());
    }

    @Test
    void requests_ofTheOtherType_areRefusedByName() {
        TokenSigningKey rsaKey = TokenSigningKey.generate();
        Bytes rsaRequest = PendingToken.blind(
                        rsaKey.publicKey(), CHALLENGE, nonces(1).get(0))
                .request()
                .encode();
        assertWrongType(() -> VoprfTokenRequest.parse(rsaRequest));
        assertWrongType(() -> AmortizedBatchTokenRequest.parse(rsaRequest));
        assertWrongType(() -> TokenRequest.parse(pending().request().encode()));
        assertWrongType(() -> GenericBatchTokenRequest.parse(
                Bytes.concat(Bytes.of((byte) 52), pending().request().encode())));
    }

    @Test
    void requestsAndResponses_ofAnotherSuite_areRefused() {
        VoprfSecretKey p256 = VoprfSecretKey.generate(Suite.P256_SHA256);
        VoprfBlinding blinding = VoprfBlinding.blind(p256.publicKey(), List.of(Bytes.EMPTY));
        BlindedElement blinded = blinding.blindedElements().get(0);
        VoprfEvaluation evaluation = p256.blindEvaluate(List.of(blinded));
        TruncatedTokenKeyId id = KEY.publicKey().keyId().truncated();
        assertRefused(() -> new VoprfTokenRequest(id, blinded));
        assertRefused(() -> new AmortizedBatchTokenRequest(id, List.of(blinded)));
        assertRefused(
                () -> new VoprfTokenResponse(evaluation.evaluatedElements().get(0), evaluation.proof()));
        assertRefused(() -> new AmortizedBatchTokenResponse(evaluation));
        VoprfEvaluation ours = KEY.blindEvaluate(pendingBatch(1).request()).evaluation();
        assertRefused(() ->
                new AmortizedBatchTokenResponse(new VoprfEvaluation(ours.evaluatedElements(), evaluation.proof())));
        assertRefused(() ->
                new AmortizedBatchTokenResponse(new VoprfEvaluation(evaluation.evaluatedElements(), ours.proof())));
    }

    @Test
    void blindEvaluate_requestForAnotherKey_isRefused() {
        TruncatedTokenKeyId other =
                new TruncatedTokenKeyId(KEY.publicKey().keyId().truncated().value() ^ 1);
        VoprfTokenRequest single =
                new VoprfTokenRequest(other, pending().request().blindedMessage());
        AmortizedBatchTokenRequest batch =
                new AmortizedBatchTokenRequest(other, pendingBatch(2).request().blindedMessages());
        assertRefused(() -> KEY.blindEvaluate(single));
        assertRefused(() -> KEY.blindEvaluate(batch));
    }

    @Test
    void finish_responseOfAnotherKey_isRefused() {
        VoprfTokenSecretKey other = VoprfTokenSecretKey.generate();
        PendingVoprfToken single = pending();
        TruncatedTokenKeyId otherId = other.publicKey().keyId().truncated();
        VoprfTokenResponse wrong = other.blindEvaluate(
                new VoprfTokenRequest(otherId, single.request().blindedMessage()));
        assertRefused(() -> single.finish(wrong));
    }

    @Test
    void finish_twice_isRefused() {
        PendingVoprfToken pending = pending();
        VoprfTokenResponse response = KEY.blindEvaluate(pending.request());
        pending.finish(response);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> pending.finish(response));
    }

    @Test
    void keyId_isTheHashOfThePublishedBytes() {
        assertThat(KEY.publicKey().keyId().value())
                .isEqualTo(Sha256.of(KEY.publicKey().encode()));
    }

    @Test
    void tokenKey_isEqualInItsPublishedBytes() {
        VoprfTokenPublicKey key = KEY.publicKey();
        assertThat(VoprfTokenPublicKey.parse(key.encode())).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(key).hasToString("VoprfTokenPublicKey[" + key.keyId().value().toHex() + "]");
    }

    @Test
    void generate_twice_givesTwoKeys() {
        VoprfTokenPublicKey one = VoprfTokenSecretKey.generate().publicKey();
        VoprfTokenPublicKey another = VoprfTokenSecretKey.generate().publicKey();
        assertThat(another).isNotEqualTo(one).doesNotHaveSameHashCodeAs(one);
    }

    @Test
    void challenge_ofType0x0001_differsFromTheDefault() {
        assertThat(TokenChallenge.of("i.example", "i.example").type()).isEqualTo(TokenType.BLIND_RSA);
        TokenChallenge voprf = TokenChallenge.of(TokenType.VOPRF, "i.example", "i.example", 0);
        assertThat(TokenChallenge.parse(voprf.encode())).isEqualTo(voprf);
        assertThat(voprf.digest())
                .isNotEqualTo(TokenChallenge.of("i.example", "i.example").digest());
    }

    @Test
    void seal_opensForItsContextOnly() {
        SealingKey sealing = SealingKey.generate();
        Bytes sealed = KEY.seal(sealing, Bytes.ofUtf8("epoch 1"));
        VoprfTokenSecretKey opened = VoprfTokenSecretKey.unseal(sealing, Bytes.ofUtf8("epoch 1"), sealed);
        assertThat(opened.publicKey()).isEqualTo(KEY.publicKey());
        assertThat(opened.verify(TOKEN)).isTrue();
        assertRefused(() -> VoprfTokenSecretKey.unseal(sealing, Bytes.ofUtf8("epoch 2"), sealed));
    }

    @Test
    void toString_tellsNothingOfATokenOrAKey() {
        assertThat(TOKEN).hasToString("Token[redacted]");
        assertThat(pending()).hasToString("PendingVoprfToken[redacted]");
        assertThat(pendingBatch(1)).hasToString("PendingVoprfTokens[redacted]");
        assertThat(KEY)
                .hasToString(
                        "VoprfTokenSecretKey[" + KEY.publicKey().keyId().value().toHex() + "]");
    }

    static PendingVoprfToken pending() {
        return PendingVoprfToken.blind(KEY.publicKey(), CHALLENGE, nonces(1).get(0));
    }

    static PendingVoprfTokens pendingBatch(int size) {
        return PendingVoprfTokens.blind(KEY.publicKey(), CHALLENGE, nonces(size));
    }

    private static Token token() {
        PendingVoprfToken pending = pending();
        return pending.finish(KEY.blindEvaluate(pending.request()));
    }

    static List<Nonce> nonces(int count) {
        SecureRandom random = new SecureRandom();
        return Stream.generate(() -> {
                    byte[] value = new byte[Nonce.BYTES];
                    random.nextBytes(value);
                    return new Nonce(Bytes.of(value));
                })
                .limit(count)
                .toList();
    }

    static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(call);
    }

    private static void assertWrongType(ThrowingCallable call) {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(call)
                .matches(e -> e.field().equals(TokenType.FIELD));
    }
}
