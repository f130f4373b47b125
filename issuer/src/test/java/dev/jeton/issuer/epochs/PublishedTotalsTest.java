package dev.jeton.issuer.epochs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PublishedTotalsTest {
    @Test
    void rounded_isUpToTwoDigits_andAHundredAtLeast() {
        assertThat(PublishedTotals.rounded(0)).isEqualTo(100);
        assertThat(PublishedTotals.rounded(100)).isEqualTo(100);
        assertThat(PublishedTotals.rounded(101)).isEqualTo(110);
        assertThat(PublishedTotals.rounded(990)).isEqualTo(990);
        assertThat(PublishedTotals.rounded(991)).isEqualTo(1_000);
        assertThat(PublishedTotals.rounded(1_234_567)).isEqualTo(1_300_000);
    }

    @Test
    void rounded_isNeverBelow_andLittleAbove() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            long tokens = random.nextLong(1L << (1 + random.nextInt(53)));
            long rounded = PublishedTotals.rounded(tokens);
            assertThat(rounded).isGreaterThanOrEqualTo(tokens).isLessThanOrEqualTo(Math.max(100, tokens + tokens / 10));
            assertThat(Long.toString(rounded)).matches("[1-9][0-9]0*");
        }
    }
}
