package dev.jeton.crypto.voprf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jeton.crypto.vectors.Vectors;
import dev.jeton.crypto.wire.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VoprfVectorsTest {
    private static final List<Suite> SUITES = List.of(Suite.P256_SHA256, Suite.P384_SHA384);

    static List<JsonNode> oprf() {
        return rfc9497(0);
    }

    static List<JsonNode> voprf() {
        return rfc9497(1);
    }

    static List<JsonNode> rfc9578() {
        return Vectors.own("rfc9578-appendix-a1.json");
    }

    @ParameterizedTest
    @MethodSource("oprf")
    void rfc9497_oprf_everyStep_matches(JsonNode vector) {
        Suite suite = suite(vector);
        OprfSecretKey key = OprfSecretKey.derive(suite, bytes(vector, "seed").toArray(), bytes(vector, "info"));
        Bytes input = list(vector, "inputs").get(0);
        SecretScalar blind = scalars(suite, list(vector, "blinds")).get(0);

        OprfBlinding blinding = OprfBlinding.blind(suite, input, blind);
        EvaluatedElement evaluated = key.blindEvaluate(blinding.blindedElement());

        assertThat(List.of(blinding.blindedElement().encode())).isEqualTo(list(vector, "blindedElements"));
        assertThat(List.of(evaluated.encode())).isEqualTo(list(vector, "evaluatedElements"));
        assertThat(List.of(blinding.finish(evaluated))).isEqualTo(list(vector, "outputs"));
        assertThat(List.of(key.evaluate(input))).isEqualTo(list(vector, "outputs"));
    }

    @ParameterizedTest
    @MethodSource("voprf")
    void rfc9497_voprf_everyStep_matches(JsonNode vector) {
        Suite suite = suite(vector);
        VoprfSecretKey key = VoprfSecretKey.derive(suite, bytes(vector, "seed").toArray(), bytes(vector, "info"));
        assertThat(key.publicKey().encode()).isEqualTo(bytes(vector, "publicKey"));

        List<Bytes> inputs = list(vector, "inputs");
        VoprfBlinding blinding = VoprfBlinding.blind(key.publicKey(), inputs, scalars(suite, list(vector, "blinds")));
        SecretScalar nonce = SecretScalar.of(suite.group(), integer(bytes(vector, "proofNonce")));
        VoprfEvaluation evaluation = key.blindEvaluate(blinding.blindedElements(), nonce);

        assertThat(blinding.blindedElements().stream().map(BlindedElement::encode))
                .isEqualTo(list(vector, "blindedElements"));
        assertThat(evaluation.evaluatedElements().stream().map(EvaluatedElement::encode))
                .isEqualTo(list(vector, "evaluatedElements"));
        assertThat(evaluation.proof().encode()).isEqualTo(bytes(vector, "proof"));
        assertThat(blinding.finish(evaluation)).isEqualTo(list(vector, "outputs"));
        assertThat(inputs.stream().map(key::evaluate)).isEqualTo(list(vector, "outputs"));
    }

    /** What arrives over the wire, read and checked, leads to the same outputs. */
    @ParameterizedTest
    @MethodSource("voprf")
    void rfc9497_voprf_parsedMessages_areAccepted(JsonNode vector) {
        Suite suite = suite(vector);
        VoprfPublicKey key = VoprfPublicKey.parse(suite, bytes(vector, "publicKey"));
        VoprfBlinding blinding =
                VoprfBlinding.blind(key, list(vector, "inputs"), scalars(suite, list(vector, "blinds")));
        List<EvaluatedElement> evaluated = list(vector, "evaluatedElements").stream()
                .map(encoded -> EvaluatedElement.parse(suite, "evaluated", encoded))
                .toList();
        DleqProof proof = DleqProof.parse(suite, "proof", bytes(vector, "proof"));

        assertThat(blinding.finish(new VoprfEvaluation(evaluated, proof))).isEqualTo(list(vector, "outputs"));
    }

    /** The secret key of the vectors in bytes, which {@code derive} must have found. */
    @ParameterizedTest
    @MethodSource("voprf")
    void rfc9497_publicKey_isTheSecretTimesTheGenerator(JsonNode vector) {
        Group group = suite(vector).group();
        SecretScalar secret = SecretScalar.of(group, integer(bytes(vector, "secretKey")));
        assertThat(secret.timesGenerator().encode()).isEqualTo(bytes(vector, "publicKey"));
    }

    /** The working group's own file: the same cases, and that none of ours is missing. */
    @Test
    void rfc9497_fullSet_holdsNothingElseForOurSuites() {
        int found = 0;
        for (JsonNode group : Vectors.shared("rfc9497-oprf-allVectors.json", 15)) {
            int mode = group.get("mode").asInt();
            if (mode > 1 || SUITES.stream().noneMatch(suite -> suite.toString().equals(text(group, "identifier")))) {
                continue;
            }
            for (JsonNode vector : group.get("vectors")) {
                assertThat(rfc9497(mode))
                        .anyMatch(own -> own.get("suite").equals(group.get("identifier"))
                                && list(own, "outputs").equals(commaSeparated(vector, "Output"))
                                && list(own, "blinds").equals(commaSeparated(vector, "Blind")));
                found++;
            }
        }
        assertThat(found).isIn(0, 10);
    }

    @ParameterizedTest
    @MethodSource("rfc9578")
    void rfc9578_blindedMessageAndAuthenticator_match(JsonNode vector) {
        Bytes token = bytes(vector, "token");
        assertIssued(
                bytes(vector, "tokenKey"),
                List.of(token),
                List.of(bytes(vector, "blind")),
                List.of(bytes(vector, "tokenRequest").slice(3, 52)),
                List.of(bytes(vector, "tokenResponse").slice(0, 49)),
                bytes(vector, "tokenResponse").slice(49, 145));
    }

    @Test
    void anotherImplementation_singleTokens_match() {
        for (JsonNode vector : Vectors.shared("rfc9578-type1-voprf-p384.go.json", 5)) {
            assertIssued(
                    bytes(vector, "pkS"),
                    List.of(bytes(vector, "token")),
                    List.of(bytes(vector, "blind")),
                    List.of(bytes(vector, "token_request").slice(3, 52)),
                    List.of(bytes(vector, "token_response").slice(0, 49)),
                    bytes(vector, "token_response").slice(49, 145));
        }
    }

    /** Made by two other implementations; batches of three and five, whose vectors have their size in two bytes. */
    @Test
    void otherImplementations_amortizedBatches_match() {
        for (JsonNode vector : Vectors.shared("batched-07-amortized-type1.json", 10)) {
            List<Bytes> tokens = list(vector, "tokens");
            Bytes request = bytes(vector, "token_request");
            Bytes response = bytes(vector, "token_response");
            assertThat(request.size()).isEqualTo(3 + 2 + tokens.size() * 49);
            assertIssued(
                    bytes(vector, "pkS"),
                    tokens,
                    list(vector, "blinds"),
                    elements(request.slice(5, request.size())),
                    elements(response.slice(2, response.size() - 96)),
                    response.slice(response.size() - 96, response.size()));
        }
    }

    private static void assertIssued(
            Bytes tokenKey,
            List<Bytes> tokens,
            List<Bytes> blinds,
            List<Bytes> blindedElements,
            List<Bytes> evaluatedElements,
            Bytes proof) {
        Suite suite = Suite.P384_SHA384;
        VoprfBlinding blinding = VoprfBlinding.blind(
                VoprfPublicKey.parse(suite, tokenKey),
                tokens.stream().map(token -> token.slice(0, 98)).toList(),
                scalars(suite, blinds));
        assertThat(blinding.blindedElements().stream().map(BlindedElement::encode))
                .isEqualTo(blindedElements);
        VoprfEvaluation evaluation = new VoprfEvaluation(
                evaluatedElements.stream()
                        .map(encoded -> EvaluatedElement.parse(suite, "evaluated", encoded))
                        .toList(),
                DleqProof.parse(suite, "proof", proof));
        assertThat(blinding.finish(evaluation))
                .isEqualTo(tokens.stream().map(token -> token.slice(98, 146)).toList());
    }

    private static List<Bytes> elements(Bytes concatenated) {
        List<Bytes> elements = new ArrayList<>();
        for (int at = 0; at < concatenated.size(); at += 49) {
            elements.add(concatenated.slice(at, at + 49));
        }
        return elements;
    }

    @Test
    void vectors_areThere() {
        assertThat(oprf()).hasSize(4);
        assertThat(voprf()).hasSize(6);
        assertThat(rfc9578()).hasSize(5);
        assertThat(voprf()).anyMatch(vector -> vector.get("inputs").size() == 2);
    }

    private static List<JsonNode> rfc9497(int mode) {
        return Vectors.own("rfc9497-appendix-a.json").stream()
                .filter(vector -> vector.get("mode").asInt() == mode)
                .toList();
    }

    private static Suite suite(JsonNode vector) {
        return SUITES.stream()
                .filter(suite -> suite.toString().equals(text(vector, "suite")))
                .findFirst()
                .orElseThrow();
    }

    private static String text(JsonNode vector, String field) {
        return vector.get(field).asText();
    }

    private static List<SecretScalar> scalars(Suite suite, List<Bytes> encoded) {
        return encoded.stream()
                .map(value -> SecretScalar.of(suite.group(), integer(value)))
                .toList();
    }

    private static BigInteger integer(Bytes value) {
        return new BigInteger(1, value.toArray());
    }

    private static Bytes bytes(JsonNode vector, String field) {
        return Bytes.ofHex(vector.get(field).asText());
    }

    private static List<Bytes> list(JsonNode vector, String field) {
        List<Bytes> values = new ArrayList<>();
        vector.get(field).forEach(value -> values.add(Bytes.ofHex(value.asText())));
        return values;
    }

    private static List<Bytes> commaSeparated(JsonNode vector, String field) {
        return Arrays.stream(vector.get(field).asText().split(","))
                .map(Bytes::ofHex)
                .toList();
    }
}
