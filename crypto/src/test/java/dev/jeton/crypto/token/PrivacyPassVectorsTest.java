package dev.jeton.crypto.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.vectors.Vectors;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrivacyPassVectorsTest {
    static List<JsonNode> rfc9578() {
        return Vectors.own("rfc9578-appendix-a2.json");
    }

    static List<JsonNode> rfc9577() {
        List<JsonNode> cases = Vectors.own("rfc9577-appendix-a1.json");
        return cases.subList(0, cases.size() - 1);
    }

    @ParameterizedTest
    @MethodSource("rfc9578")
    void rfc9578_tokenVerifies_andAnotherDoesNot(JsonNode vector) {
        TokenPublicKey key = TokenPublicKey.parse(bytes(vector, "tokenKey"));
        Token token = Token.parse(bytes(vector, "token"));
        ChallengeDigest digest =
                TokenChallenge.parse(bytes(vector, "tokenChallenge")).digest();

        assertThat(token.nonce().value()).isEqualTo(bytes(vector, "nonce"));
        assertThat(token.challengeDigest()).isEqualTo(digest);
        assertThat(token.tokenKeyId()).isEqualTo(key.keyId());
        assertThat(key.verify(token)).isTrue();
        assertThat(token.encode()).isEqualTo(bytes(vector, "token"));
        Nonce other = new Nonce(Bytes.of(new byte[32]));
        assertThat(key.verify(new Token(other, digest, key.keyId(), token.authenticator())))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("rfc9578")
    void rfc9578_issuerSignsTheRequest_asTheVectorDoes(JsonNode vector) {
        TokenSigningKey key = signingKey(vector);
        assertThat(key.publicKey().encode()).isEqualTo(bytes(vector, "tokenKey"));
        TokenRequest request = TokenRequest.parse(bytes(vector, "tokenRequest"));
        assertThat(request.encode()).isEqualTo(bytes(vector, "tokenRequest"));
        assertThat(key.blindSign(request).encode()).isEqualTo(bytes(vector, "tokenResponse"));
    }

    @ParameterizedTest
    @MethodSource("rfc9577")
    void rfc9577_authenticatorInput_matches(JsonNode vector) {
        TokenChallenge challenge = new TokenChallenge(
                TokenType.BLIND_RSA,
                text(vector, "issuerName"),
                bytes(vector, "redemptionContext"),
                text(vector, "originInfo"));
        assertThat(TokenChallenge.parse(challenge.encode())).isEqualTo(challenge);
        Bytes input = Token.authenticatorInput(
                TokenType.BLIND_RSA,
                new Nonce(bytes(vector, "nonce")),
                challenge.digest(),
                new TokenKeyId(bytes(vector, "tokenKeyId")));
        assertThat(input).isEqualTo(bytes(vector, "authenticatorInput"));
    }

    /** A reserved type with random contents must be turned away by its type, whatever follows. */
    @Test
    void rfc9577_reservedType_isRefusedByName() {
        List<JsonNode> cases = Vectors.own("rfc9577-appendix-a1.json");
        Bytes grease = bytes(cases.get(5), "authenticatorInput");
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> TokenChallenge.parse(grease))
                .matches(e -> e.field().equals(TokenType.FIELD));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> Token.parse(grease))
                .matches(e -> e.field().equals(TokenType.FIELD));
    }

    @Test
    void anotherImplementation_type2_matches() {
        for (JsonNode vector : Vectors.shared("rfc9578-type2-blindrsa.go.json", 5)) {
            TokenPublicKey key = TokenPublicKey.parse(bytes(vector, "pkS"));
            Token token = Token.parse(bytes(vector, "token"));
            assertThat(key.verify(token)).isTrue();
            assertThat(token.challengeDigest())
                    .isEqualTo(TokenChallenge.parse(bytes(vector, "token_challenge"))
                            .digest());
            assertThat(TokenRequest.parse(bytes(vector, "token_request")).truncatedTokenKeyId())
                    .isEqualTo(key.keyId().truncated());
            assertThat(TokenResponse.parse(bytes(vector, "token_response")).encode())
                    .isEqualTo(bytes(vector, "token_response"));
        }
    }

    /** A batch that holds a VOPRF element is turned away whole: our generic batches are of type 0x0002. */
    @Test
    void anotherImplementation_genericBatch_matches() {
        for (JsonNode vector : Vectors.shared("batched-generic.go.json", 5)) {
            List<String> types = new ArrayList<>();
            vector.get("issuance")
                    .forEach(element -> types.add(element.get("type").asText()));
            Bytes request = bytes(vector, "token_request");
            Bytes response = bytes(vector, "token_response");
            if (types.stream().allMatch("0002"::equals)) {
                assertThat(GenericBatchTokenRequest.parse(request).tokenRequests())
                        .hasSameSizeAs(types);
                assertThat(GenericBatchTokenRequest.parse(request).encode()).isEqualTo(request);
                assertThat(GenericBatchTokenResponse.parse(response).tokenResponses())
                        .hasSameSizeAs(types);
                assertThat(GenericBatchTokenResponse.parse(response).encode()).isEqualTo(response);
            } else {
                assertThatExceptionOfType(MalformedMessage.class)
                        .isThrownBy(() -> GenericBatchTokenRequest.parse(request))
                        .matches(e -> e.field().equals(TokenType.FIELD));
                assertThatExceptionOfType(MalformedMessage.class)
                        .isThrownBy(() -> GenericBatchTokenResponse.parse(response))
                        .matches(e -> e.field().equals(TokenType.FIELD));
            }
        }
    }

    @Test
    void vectors_areThere() {
        assertThat(rfc9578()).hasSize(5);
        assertThat(rfc9577()).hasSize(5);
    }

    /** By way of the sealed form: nothing else makes a signing key from its primes. */
    private static TokenSigningKey signingKey(JsonNode vector) {
        SealingKey sealing = SealingKey.generate();
        Bytes context = Bytes.ofUtf8("vector");
        ByteWriter plain = new ByteWriter();
        for (String prime : List.of("p", "q")) {
            byte[] value = new BigInteger(vector.get(prime).asText(), 16).toByteArray();
            plain.uint16(value.length).bytes(Bytes.of(value));
        }
        return TokenSigningKey.unseal(sealing, context, sealing.seal(context, plain.toBytes()));
    }

    private static Bytes bytes(JsonNode vector, String field) {
        return Bytes.ofHex(vector.get(field).asText());
    }

    private static String text(JsonNode vector, String field) {
        return new String(bytes(vector, field).toArray(), StandardCharsets.US_ASCII);
    }
}
