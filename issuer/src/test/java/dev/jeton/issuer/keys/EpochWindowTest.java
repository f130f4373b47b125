package dev.jeton.issuer.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each key has a quota of its own: the keys that sign within a window of one epoch's length bound what it yields. */
class EpochWindowTest {
    private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
    private static final Duration GRACE = Duration.ofDays(1);
    private static final Duration BOTH_SIGN = Epoch.OVERLAP.plus(Epoch.SKEW);

    @ParameterizedTest
    @CsvSource({"PT24H, 3", "PT1H, 3", "PT5M, 4", "PT2M, 5", "PT1M, 8"})
    void keysThatSignInAnyWindow_areTwoAndThoseThatTheOverlapAdds(Duration length, int most) {
        assertThat(2 + BOTH_SIGN.plus(length).minusSeconds(1).dividedBy(length)).isEqualTo(most);

        List<Epoch> epochs = epochs(length, most + 8);
        assertThat(windows(epochs, length)
                        .map(second -> signingWithin(epochs, second, length))
                        .max())
                .hasValue(most);
    }

    @Test
    void daily_allButSixMinutesOfWindows_meetTwoKeys() {
        Duration day = Duration.ofDays(1);
        List<Epoch> epochs = epochs(day, 11);
        assertThat(windows(epochs, day)
                        .filter(second -> signingWithin(epochs, second, day) > 2)
                        .count())
                .isEqualTo(BOTH_SIGN.toSeconds() - 1);
    }

    /** The starts of all windows, by the second, of one epoch in the middle. */
    private static LongStream windows(List<Epoch> epochs, Duration length) {
        long middle = epochs.get(epochs.size() / 2).id();
        return LongStream.range(middle, middle + length.toSeconds());
    }

    /** How many keys sign at some moment of the window from {@code start} on; its end is no part of it. */
    private static int signingWithin(List<Epoch> epochs, long start, Duration length) {
        Instant from = Instant.ofEpochSecond(start);
        return (int) epochs.stream()
                .filter(epoch -> epoch.signsFrom().isBefore(from.plus(length))
                        && epoch.signsUntil().isAfter(from))
                .count();
    }

    private static List<Epoch> epochs(Duration length, int count) {
        EpochSchedule schedule = new EpochSchedule(length, GRACE, Duration.ZERO);
        List<Epoch> epochs = new ArrayList<>();
        Instant now = START;
        while (epochs.size() < count) {
            epochs.addAll(schedule.missing(epochs, List.of(), now));
            now = epochs.get(epochs.size() - 1).notBefore();
        }
        return epochs;
    }
}
