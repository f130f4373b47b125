package dev.jeton.crypto.voprf;

import java.util.List;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Part of a batch, evaluated, and what it adds to the proof's composite M; may be made on a thread of its own.
 *
 * @param composite see {@link DleqProof#composite}
 */
record EvaluatedPart(List<Element> elements, ECPoint composite) {
    /** Few enough for a core each, and enough to share doublings: smaller parts would cost more in all. */
    static final int MAX_ELEMENTS = 32;
}
