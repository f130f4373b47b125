package dev.jeton.crypto.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.vectors.Vectors;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages and keys; that blinding and proofs match is tested where they are made, in {@code crypto.voprf}. */
class VoprfTokenVectorsTest {
    static List<JsonNode> rfc9578() {
        return Vectors.own("rfc9578-appendix-a1.json");
    }

    @ParameterizedTest
    @MethodSource("rfc9578")
    void rfc9578_messagesAndToken_match(JsonNode vector) {
        VoprfTokenSecretKey key = secretKey(bytes(vector, "secretKey"));
        assertThat(key.publicKey().encode()).isEqualTo(bytes(vector, "tokenKey"));
        assertIssued(
                key,
                bytes(vector, "tokenChallenge"),
                bytes(vector, "tokenRequest"),
                bytes(vector, "tokenResponse"),
                bytes(vector, "token"));
        assertThat(Token.parse(bytes(vector, "token")).nonce().value()).isEqualTo(bytes(vector, "nonce"));
    }

    @Test
    void anotherImplementation_singleTokens_match() {
        for (JsonNode vector : Vectors.shared("rfc9578-type1-voprf-p384.go.json", 5)) {
            assertIssued(
                    secretKey(bytes(vector, "skS")),
                    bytes(vector, "token_challenge"),
                    bytes(vector, "token_request"),
                    bytes(vector, "token_response"),
                    bytes(vector, "token"));
        }
    }

    @Test
    void otherImplementations_amortizedBatches_match() {
        for (JsonNode vector : Vectors.shared("batched-07-amortized-type1.json", 10)) {
            VoprfTokenSecretKey key = secretKey(bytes(vector, "skS"));
            AmortizedBatchTokenRequest request = AmortizedBatchTokenRequest.parse(bytes(vector, "token_request"));
            AmortizedBatchTokenResponse response = AmortizedBatchTokenResponse.parse(bytes(vector, "token_response"));

            assertThat(key.publicKey().encode()).isEqualTo(bytes(vector, "pkS"));
            assertThat(request.encode()).isEqualTo(bytes(vector, "token_request"));
            assertThat(request.encode().size())
                    .isEqualTo(AmortizedBatchTokenRequest.encodedBytes(
                            request.blindedMessages().size()));
            assertThat(response.encode()).isEqualTo(bytes(vector, "token_response"));
            assertThat(response.encode().size())
                    .isEqualTo(AmortizedBatchTokenResponse.encodedBytes(
                            request.blindedMessages().size()));
            assertThat(key.blindEvaluate(request).evaluation().evaluatedElements())
                    .isEqualTo(response.evaluation().evaluatedElements());
            vector.get("tokens")
                    .forEach(token -> assertThat(key.verify(Token.parse(Bytes.ofHex(token.asText()))))
                            .isTrue());
        }
    }

    /** Our generic batches hold no VOPRF elements; what stands inside the others' is an ordinary request and response. */
    @Test
    void anotherImplementation_elementsOfGenericBatches_match() {
        for (JsonNode vector : Vectors.shared("batched-generic.go.json", 5)) {
            List<JsonNode> issuance = new ArrayList<>();
            vector.get("issuance").forEach(issuance::add);
            int request = varintBytes(bytes(vector, "token_request"));
            int response = varintBytes(bytes(vector, "token_response"));
            for (JsonNode element : issuance) {
                if (!element.get("type").asText().equals("0001")) {
                    break;
                }
                assertIssued(
                        secretKey(bytes(element, "skS")),
                        bytes(element, "token_challenge"),
                        bytes(vector, "token_request").slice(request, request + VoprfTokenRequest.BYTES),
                        bytes(vector, "token_response").slice(response + 3, response + 3 + VoprfTokenResponse.BYTES),
                        bytes(element, "token"));
                request += VoprfTokenRequest.BYTES;
                response += 3 + VoprfTokenResponse.BYTES;
            }
        }
    }

    @Test
    void vectors_areThere() {
        assertThat(rfc9578()).hasSize(5);
    }

    private static void assertIssued(
            VoprfTokenSecretKey key, Bytes challenge, Bytes requestBytes, Bytes responseBytes, Bytes tokenBytes) {
        VoprfTokenRequest request = VoprfTokenRequest.parse(requestBytes);
        VoprfTokenResponse response = VoprfTokenResponse.parse(responseBytes);
        Token token = Token.parse(tokenBytes);

        assertThat(request.encode()).isEqualTo(requestBytes);
        assertThat(response.encode()).isEqualTo(responseBytes);
        assertThat(token.encode()).isEqualTo(tokenBytes);
        assertThat(token.type()).isEqualTo(TokenType.VOPRF);
        assertThat(token.tokenKeyId()).isEqualTo(key.publicKey().keyId());
        assertThat(token.challengeDigest())
                .isEqualTo(TokenChallenge.parse(challenge).digest());
        assertThat(TokenChallenge.parse(challenge).type()).isEqualTo(TokenType.VOPRF);
        assertThat(key.blindEvaluate(request).evaluatedMessage()).isEqualTo(response.evaluatedMessage());
        assertThat(key.verify(token)).isTrue();
    }

    /** By way of the sealed form: nothing else makes a secret key from its scalar. */
    private static VoprfTokenSecretKey secretKey(Bytes scalar) {
        SealingKey sealing = SealingKey.generate();
        Bytes context = Bytes.ofUtf8("vector");
        Bytes use = Bytes.ofUtf8("OPRFV1-\u0001-P384-SHA384");
        Bytes plain = new ByteWriter().opaque16(use).bytes(scalar).toBytes();
        return VoprfTokenSecretKey.unseal(sealing, context, sealing.seal(context, plain));
    }

    private static int varintBytes(Bytes message) {
        return 1 << (message.at(0) >> 6);
    }

    private static Bytes bytes(JsonNode vector, String field) {
        return Bytes.ofHex(vector.get(field).asText());
    }
}
