package dev.jeton.crypto.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenMessagesTest {
    private static final TokenSigningKey KEY = TokenSigningKey.generate();
    private static final TokenChallenge CHALLENGE = TokenChallenge.of("issuer.example", "dp.example");
    private static final TokenRequest REQUEST = pending().request();
    private static final TokenResponse RESPONSE = new TokenResponse(random(256));
    private static final Token TOKEN = token();

    static Stream<Arguments> messages() {
        Stream<Arguments> blindRsa = Stream.of(
                message(
                        "TokenChallenge",
                        CHALLENGE.encode(),
                        b -> TokenChallenge.parse(b).encode()),
                message(
                        "TokenRequest",
                        REQUEST.encode(),
                        b -> TokenRequest.parse(b).encode()),
                message(
                        "TokenResponse",
                        RESPONSE.encode(),
                        b -> TokenResponse.parse(b).encode()),
                message("Token", TOKEN.encode(), b -> Token.parse(b).encode()),
                message(
                        "token-key",
                        KEY.publicKey().encode(),
                        b -> TokenPublicKey.parse(b).encode()),
                message(
                        "GenericBatchTokenRequest",
                        batch(3).encode(),
                        b -> GenericBatchTokenRequest.parse(b).encode()),
                message(
                        "GenericBatchTokenResponse",
                        mixedResponse().encode(),
                        b -> GenericBatchTokenResponse.parse(b).encode()));
        return Stream.concat(blindRsa, VoprfTokenTest.messages());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void parse_encoded_givesTheSameBytes(String name, Bytes encoded, Function<Bytes, Bytes> reencode) {
        assertThat(reencode.apply(encoded)).isEqualTo(encoded);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void parse_anyTruncation_isRefused(String name, Bytes encoded, Function<Bytes, Bytes> reencode) {
        for (int size = 0; size < encoded.size(); size++) {
            Bytes truncated = encoded.slice(0, size);
            assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> reencode.apply(truncated));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void parse_trailingByte_isRefused(String name, Bytes encoded, Function<Bytes, Bytes> reencode) {
        Bytes longer = Bytes.concat(encoded, Bytes.of((byte) 0));
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> reencode.apply(longer));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void parse_anyChangedByte_isRefusedOrKept(String name, Bytes encoded, Function<Bytes, Bytes> reencode) {
        for (int i = 0; i < encoded.size(); i++) {
            byte[] changed = encoded.toArray();
            changed[i] ^= (byte) 0x41;
            try {
                assertThat(reencode.apply(Bytes.of(changed))).isEqualTo(Bytes.of(changed));
            } catch (MalformedMessage e) {
                assertThat(e.field()).isNotEmpty();
            }
        }
    }

    @Test
    void sizes_areThoseOfTheRfc() {
        assertThat(REQUEST.encode().size()).isEqualTo(259).isEqualTo(TokenRequest.BYTES);
        assertThat(RESPONSE.encode().size()).isEqualTo(256);
        assertThat(TOKEN.encode().size()).isEqualTo(354).isEqualTo(Token.BYTES);
        assertThat(KEY.publicKey().encode().size()).isEqualTo(342);
        assertThat(batch(3).encode().size()).isEqualTo(2 + 3 * 259).isEqualTo(GenericBatchTokenRequest.encodedBytes(3));
        assertThat(mixedResponse().encode().size()).isEqualTo(2 + 259 + 1 + 259);
    }

    @Test
    void token_fromRequestToVerification() {
        PendingToken pending = pending();
        Token token = pending.finish(KEY.blindSign(pending.request()));
        assertThat(KEY.publicKey().verify(token)).isTrue();
        assertThat(TokenSigningKey.generate().publicKey().verify(token)).isFalse();
    }

    @Test
    void token_naming_anotherKey_isRefused() {
        Token stranger =
                new Token(TOKEN.nonce(), TOKEN.challengeDigest(), new TokenKeyId(random(32)), TOKEN.authenticator());
        assertThat(KEY.publicKey().verify(stranger)).isFalse();
    }

    @Test
    void finish_responseOfAnotherKey_isRefused() {
        PendingToken pending = pending();
        TokenResponse other = new TokenResponse(random(256));
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> pending.finish(other));
    }

    @Test
    void blindSign_requestForAnotherKey_isRefused() {
        TruncatedTokenKeyId other =
                new TruncatedTokenKeyId(REQUEST.truncatedTokenKeyId().value() ^ 1);
        TokenRequest request = new TokenRequest(other, REQUEST.blindedMessage());
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> KEY.blindSign(request));
    }

    @Test
    void accepts_tellsWhatBlindSignRefuses() {
        TokenKeyId keyId = KEY.publicKey().keyId();
        Bytes modulus = KEY.publicKey().encode().slice(TokenPublicKey.BYTES - 261, TokenPublicKey.BYTES - 5);
        TokenRequest tooLarge = new TokenRequest(keyId.truncated(), modulus);
        TruncatedTokenKeyId other = new TruncatedTokenKeyId(keyId.truncated().value() ^ 1);

        assertThat(KEY.accepts(REQUEST)).isTrue();
        assertThat(KEY.accepts(tooLarge)).isFalse();
        assertThat(KEY.accepts(new TokenRequest(other, REQUEST.blindedMessage())))
                .isFalse();
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> KEY.blindSign(tooLarge));
    }

    @Test
    void truncatedTokenKeyId_isTheLastByte() {
        byte[] id = new byte[32];
        id[0] = 1;
        id[31] = (byte) 0xfe;
        assertThat(new TokenKeyId(Bytes.of(id)).truncated().value()).isEqualTo(0xfe);
        assertThatIllegalArgumentException().isThrownBy(() -> new TruncatedTokenKeyId(256));
    }

    @Test
    void nullifier_isTheStartOfTheHashOfTypeKeyAndNonce() throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(new byte[] {0, 2});
        sha256.update(TOKEN.tokenKeyId().value().toArray());
        sha256.update(TOKEN.nonce().value().toArray());
        assertThat(TOKEN.nullifier().value())
                .isEqualTo(Bytes.of(sha256.digest()).slice(0, 12));
    }

    /** One nonce can be signed twice, with two salts; it must not be spent twice. */
    @Test
    void nullifier_ofOneNonceSignedTwice_isTheSame() {
        Nonce nonce = new Nonce(random(32));
        PendingToken first = PendingToken.blind(KEY.publicKey(), CHALLENGE.digest(), nonce);
        PendingToken second = PendingToken.blind(KEY.publicKey(), CHALLENGE.digest(), nonce);
        Token a = first.finish(KEY.blindSign(first.request()));
        Token b = second.finish(KEY.blindSign(second.request()));
        assertThat(a).isNotEqualTo(b);
        assertThat(a.nullifier()).isEqualTo(b.nullifier());
    }

    @Test
    void challenge_ofALaterGeneration_differs() throws Exception {
        TokenChallenge later = TokenChallenge.of("issuer.example", "dp.example", 1);
        byte[] expected = MessageDigest.getInstance("SHA-256")
                .digest("jeton generation\0dp.example\0\0\0\0\0\0\0\0\1"
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(later.redemptionContext()).isEqualTo(Bytes.of(expected));
        assertThat(later.digest()).isNotEqualTo(CHALLENGE.digest());
        assertThat(TokenChallenge.of("issuer.example", "dp.example", 0)).isEqualTo(CHALLENGE);
    }

    @Test
    void challenge_redemptionContextOfAnotherSize_isRefused() {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> new TokenChallenge(TokenType.BLIND_RSA, "i", Bytes.of(new byte[31]), "o"));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> new TokenChallenge(TokenType.BLIND_RSA, "", Bytes.EMPTY, "o"));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> new TokenChallenge(TokenType.BLIND_RSA, "i\u00e9", Bytes.EMPTY, "o"));
    }

    /** The forms that other encoders give the same key: each would be another key id. */
    @Test
    void challenge_names_arePrintableAsciiOfAtMost65535Bytes() {
        String longest = "a".repeat(0xffff);
        TokenChallenge challenge = challenge(longest, " ~");
        assertThat(TokenChallenge.parse(challenge.encode())).isEqualTo(challenge);
        for (String wrong : List.of(longest + "a", "a\u001f", "a\u007f", "\u00e9.example")) {
            assertThatExceptionOfType(MalformedMessage.class)
                    .isThrownBy(() -> challenge(wrong, ""))
                    .matches(e -> e.field().equals("issuer_name"));
            assertThatExceptionOfType(MalformedMessage.class)
                    .isThrownBy(() -> challenge("issuer.example", wrong))
                    .matches(e -> e.field().equals("origin_info"));
        }
    }

    @Test
    void truncatedTokenKeyId_isOneByte() {
        assertThat(new TruncatedTokenKeyId(0).value()).isZero();
        assertThat(new TruncatedTokenKeyId(255).value()).isEqualTo(255);
        assertThatIllegalArgumentException().isThrownBy(() -> new TruncatedTokenKeyId(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new TruncatedTokenKeyId(256));
    }

    @Test
    void signingKey_sealed_opensForItsContextOnly() {
        SealingKey sealingKey = SealingKey.generate();
        Bytes row = Bytes.ofUtf8("row 1");
        TokenSigningKey unsealed = TokenSigningKey.unseal(sealingKey, row, KEY.seal(sealingKey, row));
        assertThat(unsealed.publicKey()).isEqualTo(KEY.publicKey());
        assertThat(unsealed.blindSign(REQUEST)).isEqualTo(KEY.blindSign(REQUEST));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> TokenSigningKey.unseal(sealingKey, Bytes.ofUtf8("row 2"), KEY.seal(sealingKey, row)));
    }

    @Test
    void tokenKey_isEqualInItsPublishedBytes() {
        TokenPublicKey key = KEY.publicKey();
        TokenPublicKey other = TokenSigningKey.generate().publicKey();
        assertThat(TokenPublicKey.parse(key.encode())).isEqualTo(key).hasSameHashCodeAs(key);
        assertThat(other).isNotEqualTo(key).doesNotHaveSameHashCodeAs(key);
        assertThat(key).hasToString("TokenPublicKey[" + key.keyId().value().toHex() + "]");
    }

    @Test
    void tokenKey_inAnyOtherForm_isRefused() {
        byte[] saltTwenty = KEY.publicKey().encode().toArray();
        saltTwenty[66] = 20;
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> TokenPublicKey.parse(Bytes.of(saltTwenty)));
        byte[] rsaEncryption = KEY.publicKey().encode().toArray();
        rsaEncryption[18] = 1;
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> TokenPublicKey.parse(Bytes.of(rsaEncryption)));
    }

    @Test
    void batch_empty_isRefused() {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> GenericBatchTokenRequest.parse(Bytes.of((byte) 0)));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> GenericBatchTokenResponse.parse(Bytes.of((byte) 0)));
    }

    /** The same length in eight bytes: one batch would have two encodings. */
    @Test
    void batch_lengthNotInItsShortestForm_isRefused() {
        Bytes elements = batch(1).encode().slice(2, 2 + 259);
        Bytes longForm = Bytes.concat(Bytes.ofHex("c000000000000103"), elements);
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> GenericBatchTokenRequest.parse(longForm));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffffffffffffffff", "bfffffff", "7fff", "c0"})
    void batch_lengthBeyondTheMessage_isRefusedBeforeItIsAllocated(String hex) {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> GenericBatchTokenRequest.parse(Bytes.ofHex(hex)));
    }

    @Test
    void batch_presenceByteOtherThanZeroOrOne_isRefused() {
        byte[] encoded = mixedResponse().encode().toArray();
        encoded[2] = 2;
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> GenericBatchTokenResponse.parse(Bytes.of(encoded)));
    }

    @Test
    void toString_tellsNothingOfATokenOrAKey() {
        assertThat(TOKEN).hasToString("Token[redacted]");
        assertThat(pending()).hasToString("PendingToken[redacted]");
        assertThat(TOKEN.nonce().toString())
                .doesNotContain(TOKEN.nonce().value().toHex());
        assertThat(KEY.toString())
                .isEqualTo("TokenSigningKey[" + KEY.publicKey().keyId().value().toHex() + "]");
    }

    private static TokenChallenge challenge(String issuerName, String originInfo) {
        return new TokenChallenge(TokenType.BLIND_RSA, issuerName, Bytes.EMPTY, originInfo);
    }

    @Test
    void blindAll_manyNonces_givesATokenForEach() {
        List<Nonce> nonces =
                Stream.generate(() -> new Nonce(random(32))).limit(5).toList();
        List<PendingToken> pending = PendingToken.blindAll(KEY.publicKey(), CHALLENGE.digest(), nonces);
        List<Token> tokens = pending.stream()
                .map(token -> token.finish(KEY.blindSign(token.request())))
                .toList();
        assertThat(tokens).extracting(Token::nonce).isEqualTo(nonces);
        assertThat(tokens).allMatch(KEY.publicKey()::verify);
    }

    @Test
    void blindAll_sameNonceTwice_isRefused() {
        Nonce nonce = new Nonce(random(32));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PendingToken.blindAll(KEY.publicKey(), CHALLENGE.digest(), List.of(nonce, nonce)));
    }

    private static PendingToken pending() {
        return PendingToken.blind(KEY.publicKey(), CHALLENGE.digest(), new Nonce(random(32)));
    }

    private static Token token() {
        PendingToken pending = pending();
        return pending.finish(KEY.blindSign(pending.request()));
    }

    private static GenericBatchTokenRequest batch(int size) {
        return new GenericBatchTokenRequest(
                Stream.generate(() -> pending().request()).limit(size).toList());
    }

    private static GenericBatchTokenResponse mixedResponse() {
        return new GenericBatchTokenResponse(List.of(Optional.of(RESPONSE), Optional.empty(), Optional.of(RESPONSE)));
    }

    static Arguments message(String name, Bytes encoded, Function<Bytes, Bytes> reencode) {
        return Arguments.of(name, encoded, reencode);
    }

    private static Bytes random(int size) {
        byte[] value = new byte[size];
        new SecureRandom().nextBytes(value);
        return Bytes.of(value);
    }
}
