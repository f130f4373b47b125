package dev.jeton.issuer.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochScheduleTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final EpochSchedule DAILY = new EpochSchedule(DAY, DAY, HOUR);

    @Test
    void missing_nothingThere_isTodayAndTomorrow() {
        Instant today = Instant.parse("2026-11-23T00:00:00Z");
        assertThat(DAILY.missing(List.of(), NOON))
                .containsExactly(
                        new Epoch(today, today.plus(DAY), today.plus(DAY).plus(DAY)),
                        new Epoch(
                                today.plus(DAY),
                                today.plus(DAY).plus(DAY),
                                today.plus(DAY).plus(DAY).plus(DAY)));
    }

    @Test
    void missing_bothThere_isNothing() {
        List<Epoch> both = DAILY.missing(List.of(), NOON);
        assertThat(DAILY.missing(both, NOON)).isEmpty();
        assertThat(DAILY.missing(both, both.get(0).end().minusNanos(1))).isEmpty();
    }

    @Test
    void missing_whenAnEpochEnds_isTheOneAfterNext() {
        List<Epoch> both = DAILY.missing(List.of(), NOON);
        assertThat(DAILY.missing(both, both.get(0).end()))
                .extracting(Epoch::notBefore)
                .containsExactly(both.get(1).end());
    }

    @Test
    void missing_afterTheLengthChanged_leavesNoGapAndNoOverlap() {
        List<Epoch> epochs = new ArrayList<>(DAILY.missing(List.of(), NOON));
        Instant now = NOON;
        Duration[] lengths = {HOUR, DAY, Duration.ofMinutes(7), Duration.ofHours(5)};
        for (Duration length : lengths) {
            EpochSchedule changed = new EpochSchedule(length, DAY, Duration.ZERO);
            for (int i = 0; i < 3; i++) {
                epochs.addAll(changed.missing(epochs, now));
                now = epochs.get(epochs.size() - 1).notBefore();
            }
        }
        for (int i = 1; i < epochs.size(); i++) {
            assertThat(epochs.get(i).notBefore()).isEqualTo(epochs.get(i - 1).end());
        }
    }

    @Test
    void missing_afterALongPause_doesNotReachBackIntoAnOldEpoch() {
        EpochSchedule hourly = new EpochSchedule(HOUR, DAY, Duration.ZERO);
        List<Epoch> old = hourly.missing(List.of(), NOON);
        Epoch current = DAILY.missing(old, NOON.plus(HOUR.multipliedBy(5))).get(0);
        assertThat(current.notBefore()).isEqualTo(old.get(1).end());
    }

    @Test
    void publishes_fromAheadOfItsEpochUntilItsEnd() {
        Epoch epoch = DAILY.missing(List.of(), NOON).get(0);
        Instant published = epoch.notBefore().minus(HOUR);
        assertThat(DAILY.publishes(epoch, published.minusNanos(1))).isFalse();
        assertThat(DAILY.publishes(epoch, published)).isTrue();
        assertThat(DAILY.publishes(epoch, epoch.end().minusNanos(1))).isTrue();
        assertThat(DAILY.publishes(epoch, epoch.end())).isFalse();
    }

    @Test
    void signsAt_onlyInItsEpochAndFiveMinutesMore() {
        Epoch epoch = DAILY.missing(List.of(), NOON).get(0);
        assertThat(epoch.signsAt(epoch.notBefore().minusNanos(1))).isFalse();
        assertThat(epoch.signsAt(epoch.notBefore())).isTrue();
        assertThat(epoch.signsAt(epoch.end().plus(Duration.ofMinutes(5)).minusNanos(1)))
                .isTrue();
        assertThat(epoch.signsAt(epoch.end().plus(Duration.ofMinutes(5)))).isFalse();
    }

    @Test
    void settings_thatMakeNoSense_areRefusedByName() {
        assertRefused("epoch-length", Duration.ofSeconds(59), DAY, Duration.ZERO);
        assertRefused("epoch-length", DAY.plusMillis(1), DAY, HOUR);
        assertRefused("grace", DAY, Duration.ofMinutes(4), HOUR);
        assertRefused("publish-ahead", DAY, DAY, DAY);
        assertRefused("publish-ahead", DAY, DAY, Duration.ofSeconds(-1));
    }

    private static void assertRefused(String setting, Duration length, Duration grace, Duration publishAhead) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EpochSchedule(length, grace, publishAhead))
                .withMessageContaining("jeton.issuer.keys." + setting);
    }
}
