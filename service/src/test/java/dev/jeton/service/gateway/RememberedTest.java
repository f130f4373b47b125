package dev.jeton.service.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class RememberedTest {
    private static final Duration TIME = Duration.ofMinutes(5);
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    @Test
    void take_beyondHalfOfTheMost_isRefusedUntilOneComesBack() {
        Remembered remembered = new Remembered(TIME, 10);
        for (int i = 0; i < 5; i++) {
            assertThat(remembered.take(START)).isTrue();
        }
        assertThat(remembered.take(START.plus(TIME.dividedBy(5)).minusMillis(1)))
                .isFalse();
        assertThat(remembered.take(START.plus(TIME.dividedBy(5)))).isTrue();
    }

    /** Or a flood of a moment would be an outage of minutes. */
    @Test
    void take_afterAFlood_hasRoomAgainWithinASecond() {
        Remembered remembered = new Remembered(TIME, 1_000_000);
        for (int i = 0; i < 600_000; i++) {
            remembered.take(START);
        }
        int let = 0;
        for (int i = 0; i < 5_000; i++) {
            let += remembered.take(START.plusSeconds(1)) ? 1 : 0;
        }
        assertThat(let).isEqualTo(500_000 / 300);
    }

    @Test
    void take_clockThatGoesBack_givesNoRoom() {
        Remembered remembered = new Remembered(TIME, 2);
        assertThat(remembered.take(START)).isTrue();
        assertThat(remembered.take(START.minus(TIME))).isFalse();
    }

    @Test
    void take_howeverOften_keepsWhatIsNotForgottenBelowTheMost() {
        Remembered remembered = new Remembered(TIME, 10);
        Deque<Instant> kept = new ArrayDeque<>();
        for (int second = 0; second < 3000; second++) {
            Instant now = START.plusSeconds(second);
            if (remembered.take(now)) {
                kept.add(now);
            }
            kept.removeIf(then -> !then.plus(TIME).isAfter(now));
            assertThat(kept.size()).isLessThanOrEqualTo(10);
        }
    }
}
