package dev.jeton.crypto.token;

import dev.jeton.crypto.voprf.DleqProof;
import dev.jeton.crypto.voprf.EvaluatedElement;
import dev.jeton.crypto.voprf.VoprfEvaluation;
import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.ByteWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;

/**
 * The answer to an amortized batch, in its order and number, with one proof for all: AmortizedBatchTokenResponse of
 * draft-ietf-privacypass-batched-tokens-07, Section 5.2.
 *
 * <pre>
 *   struct {
 *     uint8 evaluated_msg[Ne];
 *   } EvaluatedMessage;
 *
 *   struct {
 *     EvaluatedMessage evaluated_msgs&lt;V&gt;;
 *     uint8 evaluated_proof[Ns + Ns];
 *   } AmortizedBatchTokenResponse;
 * </pre>
 */
public record AmortizedBatchTokenResponse(VoprfEvaluation evaluation) {
    public static final String MEDIA_TYPE = "application/private-token-amortized-batch-response";

    private static final String MESSAGES = "evaluated_msgs";
    private static final String PROOF = "evaluated_proof";

    /** Refuses elements and a proof of another suite. */
    public AmortizedBatchTokenResponse {
        evaluation
                .evaluatedElements()
                .forEach(element ->
                        MalformedMessage.requireSize(MESSAGES, element.encode(), ElementVector.ELEMENT_BYTES));
        MalformedMessage.requireSize(PROOF, evaluation.proof().encode(), VoprfTokenResponse.PROOF_BYTES);
    }

    /** The encoded size of a response with {@code tokens} tokens, in bytes: what a client bounds before it reads. */
    public static int encodedBytes(int tokens) {
        return ElementVector.encodedBytes(tokens) + VoprfTokenResponse.PROOF_BYTES;
    }

    /** Reads one response, to the last byte. Throws {@link MalformedMessage} for anything else. */
    public static AmortizedBatchTokenResponse parse(Bytes encoded) {
        ByteReader reader = new ByteReader(encoded);
        List<Bytes> elements = ElementVector.read(MESSAGES, reader);
        Bytes proof = reader.bytes(PROOF, VoprfTokenResponse.PROOF_BYTES);
        reader.end("AmortizedBatchTokenResponse");
        return new AmortizedBatchTokenResponse(new VoprfEvaluation(
                elements.stream()
                        .map(element -> EvaluatedElement.parse(VoprfTokenPublicKey.SUITE, MESSAGES, element))
                        .toList(),
                DleqProof.parse(VoprfTokenPublicKey.SUITE, PROOF, proof)));
    }

    public Bytes encode() {
        List<Bytes> elements = evaluation.evaluatedElements().stream()
                .map(EvaluatedElement::encode)
                .toList();
        return ElementVector.write(new ByteWriter(), elements)
                .bytes(evaluation.proof().encode())
                .toBytes();
    }
}
