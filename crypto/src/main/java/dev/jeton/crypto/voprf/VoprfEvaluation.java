package dev.jeton.crypto.voprf;

import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;

/** A server's answer to a batch: an element for each of its elements, in its order, and one proof for all of them. */
public record VoprfEvaluation(List<EvaluatedElement> evaluatedElements, DleqProof proof) {
    /** Refuses an empty batch and one of more than {@value DleqProof#MAX_BATCH} elements. */
    public VoprfEvaluation {
        evaluatedElements = List.copyOf(evaluatedElements);
        if (evaluatedElements.isEmpty() || evaluatedElements.size() > DleqProof.MAX_BATCH) {
            throw MalformedMessage.of(
                    "evaluated elements", "expected 1 to " + DleqProof.MAX_BATCH + ", got " + evaluatedElements.size());
        }
    }
}
