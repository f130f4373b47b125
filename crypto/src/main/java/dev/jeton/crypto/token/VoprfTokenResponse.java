package dev.jeton.crypto.token;

import dev.jeton.crypto.voprf.DleqProof;
import dev.jeton.crypto.voprf.EvaluatedElement;
import dev.jeton.crypto.wire.ByteReader;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/**
 * The issuer's evaluation and its proof: TokenResponse of RFC 9578, Section 5.2, {@value #BYTES} bytes.
 *
 * <pre>
 *   struct {
 *     uint8 evaluate_msg[Ne];
 *     uint8 evaluate_proof[Ns+Ns];
 *   } TokenResponse;
 * </pre>
 */
public record VoprfTokenResponse(EvaluatedElement evaluatedMessage, DleqProof evaluatedProof) {
    public static final int EVALUATED_MESSAGE_BYTES = 49;
    public static final int PROOF_BYTES = 96;
    public static final int BYTES = EVALUATED_MESSAGE_BYTES + PROOF_BYTES;
    public static final String MEDIA_TYPE = TokenResponse.MEDIA_TYPE;

    /** Refuses an element or a proof of another suite. */
    public VoprfTokenResponse {
        MalformedMessage.requireSize("evaluate_msg", evaluatedMessage.encode(), EVALUATED_MESSAGE_BYTES);
        MalformedMessage.requireSize("evaluate_proof", evaluatedProof.encode(), PROOF_BYTES);
    }

    /** Reads one response, to the last byte. Throws {@link MalformedMessage} for anything else, the identity included. */
    public static VoprfTokenResponse parse(Bytes encoded) {
        ByteReader reader = new ByteReader(encoded);
        Bytes evaluatedMessage = reader.bytes("evaluate_msg", EVALUATED_MESSAGE_BYTES);
        Bytes proof = reader.bytes("evaluate_proof", PROOF_BYTES);
        reader.end("TokenResponse");
        return new VoprfTokenResponse(
                EvaluatedElement.parse(VoprfTokenPublicKey.SUITE, "evaluate_msg", evaluatedMessage),
                DleqProof.parse(VoprfTokenPublicKey.SUITE, "evaluate_proof", proof));
    }

    public Bytes encode() {
        return Bytes.concat(evaluatedMessage.encode(), evaluatedProof.encode());
    }
}
