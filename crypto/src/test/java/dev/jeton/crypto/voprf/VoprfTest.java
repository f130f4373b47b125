package dev.jeton.crypto.voprf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VoprfTest {
    private static final Suite SUITE = Suite.P384_SHA384;
    private static final VoprfSecretKey KEY = VoprfSecretKey.generate(SUITE);
    private static final List<Bytes> INPUTS = List.of(Bytes.ofUtf8("one"), Bytes.ofUtf8("two"), Bytes.EMPTY);

    @Test
    void finish_ofABlinding_givesWhatTheKeyEvaluates() {
        VoprfBlinding blinding = blinding();
        assertThat(blinding.finish(KEY.blindEvaluate(blinding.blindedElements())))
                .isEqualTo(INPUTS.stream().map(KEY::evaluate).toList());
    }

    @Test
    void finish_inModeOprf_givesWhatTheKeyEvaluates() {
        OprfSecretKey key = OprfSecretKey.generate(SUITE);
        OprfBlinding blinding = OprfBlinding.blind(SUITE, INPUTS.get(0));
        EvaluatedElement evaluated = key.blindEvaluate(blinding.blindedElement());
        assertThat(blinding.finish(evaluated)).isEqualTo(key.evaluate(INPUTS.get(0)));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> blinding.finish(evaluated));
    }

    @Test
    void blind_sameInputTwice_looksUnrelated() {
        Bytes input = INPUTS.get(0);
        List<BlindedElement> twice =
                VoprfBlinding.blind(KEY.publicKey(), List.of(input, input)).blindedElements();
        assertThat(twice.get(0)).isNotEqualTo(twice.get(1));
        assertThat(OprfBlinding.blind(SUITE, input).blindedElement())
                .isNotEqualTo(OprfBlinding.blind(SUITE, input).blindedElement());
    }

    @Test
    void finish_twice_isRefused() {
        VoprfBlinding blinding = blinding();
        VoprfEvaluation evaluation = KEY.blindEvaluate(blinding.blindedElements());
        blinding.finish(evaluation);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> blinding.finish(evaluation));
    }

    /** A server that may answer one blinding again and again learns by which answers its client accepts. */
    @Test
    void finish_afterAFailure_isRefused() {
        VoprfBlinding blinding = blinding();
        List<BlindedElement> blinded = blinding.blindedElements();
        assertRefused(blinding, VoprfSecretKey.generate(SUITE).blindEvaluate(blinded));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> blinding.finish(KEY.blindEvaluate(blinded)));
    }

    /** 65 elements: two whole parts and one more. */
    @Test
    void blindEvaluate_spreadOverAnExecutor_isTheSameWork() {
        List<Bytes> inputs =
                IntStream.range(0, 65).mapToObj(i -> Bytes.of((byte) i)).toList();
        VoprfBlinding blinding = VoprfBlinding.blind(KEY.publicKey(), inputs);
        List<Runnable> tasks = new ArrayList<>();
        CompletableFuture<VoprfEvaluation> evaluation =
                KEY.blindEvaluate(blinding.blindedElements(), tasks::add).toCompletableFuture();
        assertThat(tasks).hasSize(3);
        // In any order, on any thread; the proof comes when all of them are there.
        tasks.remove(2).run();
        tasks.remove(0).run();
        assertThat(tasks).hasSize(1);
        tasks.remove(0).run();
        assertThat(tasks).hasSize(1);
        assertThat(evaluation).isNotDone();
        tasks.remove(0).run();
        VoprfEvaluation spread = evaluation.join();
        assertThat(spread.evaluatedElements())
                .isEqualTo(KEY.blindEvaluate(blinding.blindedElements()).evaluatedElements());
        assertThat(blinding.finish(spread))
                .isEqualTo(inputs.stream().map(KEY::evaluate).toList());
    }

    @Test
    void blindEvaluate_executorThatRefuses_failsWithoutAnAnswer() {
        List<BlindedElement> blinded = blinding().blindedElements();
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> KEY.blindEvaluate(blinded, full));
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> KEY.blindEvaluate(List.of(), full));
    }

    @Test
    void finish_evaluatedInAnotherOrder_isRefused() {
        VoprfBlinding blinding = blinding();
        List<BlindedElement> reversed = new ArrayList<>(blinding.blindedElements());
        Collections.reverse(reversed);
        assertRefused(blinding, KEY.blindEvaluate(reversed));
    }

    @Test
    void finish_anotherNumberOfElements_isRefused() {
        VoprfBlinding fewer = blinding();
        assertRefused(fewer, KEY.blindEvaluate(fewer.blindedElements().subList(0, 2)));
        VoprfBlinding more = blinding();
        List<BlindedElement> padded = new ArrayList<>(more.blindedElements());
        padded.add(padded.get(0));
        assertRefused(more, KEY.blindEvaluate(padded));
    }

    @Test
    void finish_proofOfAnotherBatch_isRefused() {
        VoprfBlinding blinding = blinding();
        VoprfEvaluation own = KEY.blindEvaluate(blinding.blindedElements());
        VoprfEvaluation other = KEY.blindEvaluate(blinding().blindedElements());
        assertRefused(blinding, new VoprfEvaluation(own.evaluatedElements(), other.proof()));
    }

    @Test
    void blindEvaluate_batchEmptyOrTooLarge_isRefused() {
        List<BlindedElement> tooMany =
                Collections.nCopies(65536, blinding().blindedElements().get(0));
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> KEY.blindEvaluate(List.of()));
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> KEY.blindEvaluate(tooMany));
        assertThatIllegalArgumentException().isThrownBy(() -> VoprfBlinding.blind(KEY.publicKey(), List.of()));
    }

    @Test
    void evaluation_batchEmptyOrTooLarge_isRefused() {
        VoprfEvaluation good = KEY.blindEvaluate(blinding().blindedElements());
        List<EvaluatedElement> tooMany =
                Collections.nCopies(65536, good.evaluatedElements().get(0));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> new VoprfEvaluation(List.of(), good.proof()));
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> new VoprfEvaluation(tooMany, good.proof()));
        assertThat(new VoprfEvaluation(tooMany.subList(1, 65536), good.proof()).evaluatedElements())
                .hasSize(65535);
    }

    /** One seed gives unrelated keys in the two modes: the context string holds the mode. */
    @Test
    void derive_dependsOnSeedInfoAndMode() {
        byte[] seed = new byte[48];
        Bytes info = Bytes.ofUtf8("info");
        VoprfSecretKey key = VoprfSecretKey.derive(SUITE, seed, info);
        assertThat(VoprfSecretKey.derive(SUITE, seed, info).publicKey()).isEqualTo(key.publicKey());
        assertThat(VoprfSecretKey.derive(SUITE, seed, Bytes.EMPTY).publicKey()).isNotEqualTo(key.publicKey());
        assertThat(OprfSecretKey.derive(SUITE, seed, info).evaluate(INPUTS.get(0)))
                .isNotEqualTo(key.evaluate(INPUTS.get(0)));
        seed[47] = 1;
        assertThat(VoprfSecretKey.derive(SUITE, seed, info).publicKey()).isNotEqualTo(key.publicKey());
    }

    @Test
    void seal_opensForItsContextOnly() {
        SealingKey sealing = SealingKey.generate();
        Bytes row = Bytes.ofUtf8("row 1");
        Bytes sealed = KEY.seal(sealing, row);
        assertThat(VoprfSecretKey.unseal(SUITE, sealing, row, sealed).publicKey())
                .isEqualTo(KEY.publicKey());
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> VoprfSecretKey.unseal(SUITE, sealing, Bytes.ofUtf8("row 2"), sealed));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> VoprfSecretKey.unseal(SUITE, SealingKey.generate(), row, sealed));
    }

    /** RFC 9497, Section 7: a key serves one mode of one suite. */
    @Test
    void seal_opensForItsModeAndSuiteOnly() {
        SealingKey sealing = SealingKey.generate();
        Bytes row = Bytes.ofUtf8("row");
        Bytes voprf = KEY.seal(sealing, row);
        OprfSecretKey oprfKey = OprfSecretKey.generate(SUITE);
        Bytes oprf = oprfKey.seal(sealing, row);
        assertThat(OprfSecretKey.unseal(SUITE, sealing, row, oprf).evaluate(INPUTS.get(0)))
                .isEqualTo(oprfKey.evaluate(INPUTS.get(0)));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> OprfSecretKey.unseal(SUITE, sealing, row, voprf));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> VoprfSecretKey.unseal(SUITE, sealing, row, oprf));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> VoprfSecretKey.unseal(Suite.P256_SHA256, sealing, row, voprf));
    }

    @Test
    void unseal_trailingByte_isRefused() {
        SealingKey sealing = SealingKey.generate();
        Bytes row = Bytes.ofUtf8("row");
        Bytes plain = sealing.open(row, KEY.seal(sealing, row));
        Bytes longer = sealing.seal(row, Bytes.concat(plain, Bytes.of((byte) 0)));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> VoprfSecretKey.unseal(SUITE, sealing, row, longer));
    }

    @Test
    void messages_areEqualInWhatTheyEncode() {
        List<BlindedElement> blinded = blinding().blindedElements();
        VoprfEvaluation evaluation = KEY.blindEvaluate(blinded);
        BlindedElement request = BlindedElement.parse(SUITE, "f", blinded.get(0).encode());
        assertThat(request)
                .isEqualTo(blinded.get(0))
                .hasSameHashCodeAs(blinded.get(0))
                .isNotEqualTo(blinded.get(1))
                .doesNotHaveSameHashCodeAs(blinded.get(1));
        List<EvaluatedElement> evaluated = evaluation.evaluatedElements();
        EvaluatedElement response =
                EvaluatedElement.parse(SUITE, "f", evaluated.get(0).encode());
        assertThat(response)
                .isEqualTo(evaluated.get(0))
                .hasSameHashCodeAs(evaluated.get(0))
                .isNotEqualTo(evaluated.get(1))
                .doesNotHaveSameHashCodeAs(evaluated.get(1));
        DleqProof proof = DleqProof.parse(SUITE, "f", evaluation.proof().encode());
        assertThat(proof).isEqualTo(evaluation.proof()).hasSameHashCodeAs(evaluation.proof());
        DleqProof another = KEY.blindEvaluate(blinded).proof();
        assertThat(another).isNotEqualTo(proof).doesNotHaveSameHashCodeAs(proof);
    }

    @Test
    void toString_tellsNothing() {
        assertThat(KEY).hasToString("VoprfSecretKey[redacted]");
        assertThat(OprfSecretKey.generate(SUITE)).hasToString("OprfSecretKey[redacted]");
        assertThat(SecretScalar.random(SUITE.group())).hasToString("SecretScalar[redacted]");
        assertThat(blinding()).hasToString("VoprfBlinding[redacted]");
        assertThat(OprfBlinding.blind(SUITE, Bytes.EMPTY)).hasToString("OprfBlinding[redacted]");
        assertThat(blinding().blindedElements().get(0)).hasToString("BlindedElement[redacted]");
        assertThat(SUITE).hasToString("P384-SHA384");
    }

    private static VoprfBlinding blinding() {
        return VoprfBlinding.blind(KEY.publicKey(), INPUTS);
    }

    private static void assertRefused(VoprfBlinding blinding, VoprfEvaluation evaluation) {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> blinding.finish(evaluation));
    }
}
