package dev.jeton.crypto.voprf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.wire.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a dishonest server could try. The batch is three elements under one key. */
class DleqProofTest {
    private static final Suite SUITE = Suite.P384_SHA384;
    private static final Group GROUP = SUITE.group();
    private static final OprfContext CONTEXT = SUITE.context(Mode.VOPRF);
    private static final SecretScalar KEY = SecretScalar.random(GROUP);
    private static final Element PUBLIC = KEY.timesGenerator();
    private static final List<Element> BLINDED = IntStream.range(0, 3)
            .mapToObj(i -> CONTEXT.hashToGroup(Bytes.of((byte) i)))
            .toList();
    private static final List<Element> EVALUATED =
            BLINDED.stream().map(KEY::times).toList();
    private static final DleqProof PROOF = prove(BLINDED, EVALUATED);

    @Test
    void verify_honestProof_holds() {
        assertThat(verifies(PROOF, BLINDED, EVALUATED)).isTrue();
        assertThat(PROOF.encode().size()).isEqualTo(96).isEqualTo(DleqProof.encodedBytes(SUITE));
        assertThat(DleqProof.parse(SUITE, "p", PROOF.encode())).isEqualTo(PROOF);
    }

    @Test
    void verify_anyChangedByte_fails() {
        for (int i = 0; i < 96; i++) {
            byte[] changed = PROOF.encode().toArray();
            changed[i] ^= 1;
            assertThat(verifies(parse(Bytes.of(changed)), BLINDED, EVALUATED)).isFalse();
        }
    }

    @Test
    void verify_scalarsSwapped_fails() {
        Bytes encoded = PROOF.encode();
        Bytes swapped = Bytes.concat(encoded.slice(48, 96), encoded.slice(0, 48));
        assertThat(verifies(parse(swapped), BLINDED, EVALUATED)).isFalse();
    }

    /** s = 0 and c = 0 make both commitments the identity, which has no encoding. */
    @Test
    void verify_zeros_fails() {
        assertThat(verifies(parse(Bytes.of(new byte[96])), BLINDED, EVALUATED)).isFalse();
    }

    /** The same pairs in another order: the weights hash each element's place. */
    @Test
    void verify_anotherOrderOfTheBatch_fails() {
        assertThat(verifies(PROOF, reversed(BLINDED), reversed(EVALUATED))).isFalse();
        assertThat(verifies(prove(reversed(BLINDED), reversed(EVALUATED)), reversed(BLINDED), reversed(EVALUATED)))
                .isTrue();
    }

    @Test
    void verify_evaluatedElementsInAnotherOrder_fails() {
        assertThat(verifies(PROOF, BLINDED, reversed(EVALUATED))).isFalse();
        assertThat(verifies(prove(BLINDED, reversed(EVALUATED)), BLINDED, reversed(EVALUATED)))
                .isFalse();
    }

    @Test
    void verify_listsSwapped_fails() {
        assertThat(verifies(PROOF, EVALUATED, BLINDED)).isFalse();
    }

    @Test
    void verify_partOfTheBatch_fails() {
        assertThat(verifies(PROOF, BLINDED.subList(0, 2), EVALUATED.subList(0, 2)))
                .isFalse();
        assertThat(verifies(PROOF, BLINDED, EVALUATED.subList(0, 2))).isFalse();
        assertThat(verifies(PROOF, List.of(), List.of())).isFalse();
    }

    @Test
    void verify_batchTooLarge_fails() {
        List<Element> many = Collections.nCopies(DleqProof.MAX_BATCH + 1, PUBLIC);
        assertThat(verifies(PROOF, many, many)).isFalse();
    }

    @Test
    void verify_anotherPublicKey_fails() {
        Element other = SecretScalar.random(GROUP).timesGenerator();
        assertThat(PROOF.verify(CONTEXT, other, BLINDED, EVALUATED)).isFalse();
    }

    /** One element by a key of its own is how a server would mark one token of a batch. */
    @Test
    void verify_oneElementByAnotherKey_fails() {
        for (int i = 0; i < 3; i++) {
            List<Element> marked = new ArrayList<>(EVALUATED);
            marked.set(i, SecretScalar.random(GROUP).times(BLINDED.get(i)));
            assertThat(verifies(PROOF, BLINDED, marked)).isFalse();
            assertThat(verifies(prove(BLINDED, marked), BLINDED, marked)).isFalse();
        }
    }

    /** Two errors that cancel out in a plain sum: without weights the proof would hold. */
    @Test
    void verify_errorsThatCancelInTheSum_fails() {
        Element error = SecretScalar.random(GROUP).timesGenerator();
        List<Element> marked = List.of(
                GROUP.element(EVALUATED.get(0).point().add(error.point())).orElseThrow(),
                GROUP.element(EVALUATED.get(1).point().subtract(error.point())).orElseThrow(),
                EVALUATED.get(2));
        assertThat(verifies(prove(BLINDED, marked), BLINDED, marked)).isFalse();
    }

    @Test
    void verify_underAnotherContext_fails() {
        assertThat(PROOF.verify(SUITE.context(Mode.OPRF), PUBLIC, BLINDED, EVALUATED))
                .isFalse();
    }

    @Test
    void generate_twice_usesFreshNonces() {
        assertThat(prove(BLINDED, EVALUATED)).isNotEqualTo(PROOF);
    }

    /** Far more than are interleaved at a time; the weights of all count. */
    @Test
    void verify_manyElements_holdsForThoseOnly() {
        List<Element> blinded = new ArrayList<>();
        Element next = PUBLIC;
        for (int i = 0; i < 130; i++) {
            blinded.add(next);
            next = GROUP.element(next.point().add(PUBLIC.point())).orElseThrow();
        }
        List<Element> evaluated =
                new ArrayList<>(blinded.stream().map(KEY::times).toList());
        DleqProof proof = prove(blinded, evaluated);
        assertThat(verifies(proof, blinded, evaluated)).isTrue();
        Collections.swap(evaluated, 128, 129);
        assertThat(verifies(proof, blinded, evaluated)).isFalse();
    }

    private static DleqProof prove(List<Element> blinded, List<Element> evaluated) {
        Element m = GROUP.element(DleqProof.composite(CONTEXT, PUBLIC, 0, blinded, evaluated))
                .orElseThrow();
        return DleqProof.generate(CONTEXT, KEY, PUBLIC, m, SecretScalar.random(GROUP));
    }

    private static boolean verifies(DleqProof proof, List<Element> blinded, List<Element> evaluated) {
        return proof.verify(CONTEXT, PUBLIC, blinded, evaluated);
    }

    private static DleqProof parse(Bytes encoded) {
        return DleqProof.parse(SUITE, "proof", encoded);
    }

    private static List<Element> reversed(List<Element> elements) {
        List<Element> reversed = new ArrayList<>(elements);
        Collections.reverse(reversed);
        return reversed;
    }
}
