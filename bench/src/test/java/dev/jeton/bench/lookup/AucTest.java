package dev.jeton.bench.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AucTest {
    private static final int SIZE = 5_000;
    private static final double GOAL = 0.53;

    @Test
    void of_smallSamples_countsPairs() {
        // Of 3 * 2 pairs the second is larger in 3, and equal in 1.
        assertThat(Auc.of(new long[] {1, 3, 5}, new long[] {3, 4}).value()).isCloseTo(3.5 / 6, within(1e-12));
    }

    @Test
    void of_separateSamples_isCertainEitherWay() {
        long[] low = {1, 2, 3};
        long[] high = {4, 5};

        assertThat(Auc.of(low, high)).isEqualTo(new Auc(1, 0));
        assertThat(Auc.of(high, low)).isEqualTo(new Auc(0, 0));
        assertThat(Auc.of(high, low).upper95()).isEqualTo(1);
    }

    @Test
    void of_constantSamples_isACoin() {
        assertThat(Auc.of(new long[] {7, 7, 7}, new long[] {7, 7})).isEqualTo(new Auc(0.5, 0));
    }

    @Test
    void of_oneDistribution_errsAsMuchAsItSays() {
        SplittableRandom random = new SplittableRandom(20261123);
        double expected = Math.sqrt((2.0 * SIZE + 1) / (12.0 * SIZE * SIZE)); // Mann and Whitney's, without ties.

        Auc auc = Auc.of(noise(random, 0), noise(random, 0));

        assertThat(auc.standardError()).isCloseTo(expected, within(expected / 20));
        assertThat(auc.value()).isCloseTo(0.5, within(4 * expected));
        assertThat(auc.upper95()).isLessThan(GOAL);
    }

    @Test
    void of_aShiftOfAFifthOfTheSpread_isNoticed() {
        SplittableRandom random = new SplittableRandom(20261124);

        assertThat(Auc.of(noise(random, 0), noise(random, 50_000)).upper95()).isGreaterThan(GOAL);
    }

    /** Nanoseconds that spread over a quarter of a millisecond. */
    private static long[] noise(SplittableRandom random, long shift) {
        return LongStream.generate(() -> shift + random.nextLong(250_000))
                .limit(SIZE)
                .toArray();
    }
}
