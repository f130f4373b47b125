package dev.jeton.issuer.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class EpochScheduleTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final EpochSchedule DAILY = new EpochSchedule(DAY, DAY, HOUR);

    @Test
    void missing_nothingThere_isTodayAndTomorrow() {
        Instant today = Instant.parse("2026-11-23T00:00:00Z");
        assertThat(DAILY.missing(List.of(), List.of(), NOON))
                .containsExactly(
                        new Epoch(today, today.plus(DAY), today.plus(DAY).plus(DAY)),
                        new Epoch(
                                today.plus(DAY),
                                today.plus(DAY).plus(DAY),
                                today.plus(DAY).plus(DAY).plus(DAY)));
    }

    @Test
    void missing_bothThere_isNothing() {
        List<Epoch> both = DAILY.missing(List.of(), List.of(), NOON);
        assertThat(DAILY.missing(both, List.of(), NOON)).isEmpty();
        assertThat(DAILY.missing(both, List.of(), both.get(0).end().minusNanos(1)))
                .isEmpty();
    }

    @Test
    void missing_whenAnEpochEnds_isTheOneAfterNext() {
        List<Epoch> both = DAILY.missing(List.of(), List.of(), NOON);
        assertThat(DAILY.missing(both, List.of(), both.get(0).end()))
                .extracting(Epoch::notBefore)
                .containsExactly(both.get(1).end());
    }

    @Test
    void missing_afterTheLengthChanged_leavesNoGapAndNoOverlap() {
        List<Epoch> epochs = new ArrayList<>(DAILY.missing(List.of(), List.of(), NOON));
        Instant now = NOON;
        Duration[] lengths = {HOUR, DAY, Duration.ofMinutes(7), Duration.ofHours(5)};
        for (Duration length : lengths) {
            EpochSchedule changed = new EpochSchedule(length, DAY, Duration.ZERO);
            for (int i = 0; i < 3; i++) {
                epochs.addAll(changed.missing(epochs, List.of(), now));
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
        List<Epoch> old = hourly.missing(List.of(), List.of(), NOON);
        Epoch current =
                DAILY.missing(old, List.of(), NOON.plus(HOUR.multipliedBy(5))).get(0);
        assertThat(current.notBefore()).isEqualTo(old.get(1).end());
    }

    @Test
    void missing_currentIsRetired_isTheRestOfIt() {
        List<Epoch> both = DAILY.missing(List.of(), List.of(), NOON);
        Epoch retired = both.get(0).endedAt(NOON.plusMillis(700));

        assertThat(DAILY.missing(List.of(both.get(1)), List.of(retired), NOON.plusSeconds(2)))
                .containsExactly(new Epoch(NOON, both.get(0).end(), both.get(0).notAfter()));
    }

    @Test
    void missing_retiredAgainWithinTheSecond_beginsASecondLater_andOnce() {
        List<Epoch> both = DAILY.missing(List.of(), List.of(), NOON);
        Epoch first = both.get(0).endedAt(NOON);
        Epoch second =
                DAILY.missing(List.of(both.get(1)), List.of(first), NOON).get(0).endedAt(NOON);
        List<Epoch> third = DAILY.missing(List.of(both.get(1)), List.of(first, second), NOON);

        assertThat(third).extracting(Epoch::notBefore).containsExactly(NOON.plusSeconds(1));
        assertThat(DAILY.missing(List.of(both.get(1), third.get(0)), List.of(first, second), NOON))
                .isEmpty();
    }

    @Test
    void missing_nextIsRetired_beginsASecondBeforeIt_soThatThereIsNoGap() {
        List<Epoch> both = DAILY.missing(List.of(), List.of(), NOON);
        Epoch today = both.get(0);
        Epoch retired = both.get(1).endedAt(NOON);
        List<Epoch> next = DAILY.missing(List.of(today), List.of(retired), NOON);

        assertThat(next)
                .containsExactly(new Epoch(
                        today.end().minusSeconds(1),
                        both.get(1).end(),
                        both.get(1).notAfter()));
        for (Instant now : List.of(NOON, today.end().minusSeconds(1))) {
            assertThat(DAILY.missing(List.of(today, next.get(0)), List.of(retired), now))
                    .isEmpty();
        }
    }

    @Test
    void missing_ofAReplicaWhoseClockIsLate_isNothingWhereTheOthersHaveRetired() {
        List<Epoch> both = DAILY.missing(List.of(), List.of(), NOON);
        Epoch retired = both.get(0).endedAt(NOON);
        Epoch rest = DAILY.missing(List.of(both.get(1)), List.of(retired), NOON).get(0);

        assertThat(DAILY.missing(List.of(both.get(1), rest), List.of(retired), NOON.minusSeconds(60)))
                .isEmpty();
    }

    /** Replicas whose clocks differ by up to a minute, long pauses, and an operator who retires whatever there is. */
    @RepeatedTest(50)
    void missing_whateverIsRetired_namesNoEpochTwice_andGivesNoTimeTwoEpochs(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        EpochSchedule schedule = new EpochSchedule(Duration.ofMinutes(10), DAY, Duration.ofMinutes(2));
        List<Epoch> live = new ArrayList<>();
        List<Epoch> retired = new ArrayList<>();
        long now = NOON.toEpochMilli();
        for (int step = 0; step < 60; step++) {
            now += random.nextInt(4) == 0 ? random.nextInt(900_000) : random.nextInt(700);
            Instant replica = Instant.ofEpochMilli(now + random.nextInt(120_000) - 60_000);
            if (random.nextInt(3) == 0 && !live.isEmpty()) {
                retired.add(live.remove(random.nextInt(live.size())).endedAt(replica));
            }
            live.addAll(schedule.missing(live, retired, replica));

            assertThat(schedule.missing(live, retired, replica)).isEmpty();
            assertThat(Stream.concat(live.stream(), retired.stream()).map(Epoch::id))
                    .doesNotHaveDuplicates();
            live.sort(Comparator.comparing(Epoch::notBefore));
            for (int i = 1; i < live.size(); i++) {
                // By some seconds where the next epoch was retired, and much less than both sign anyway.
                assertThat(live.get(i - 1).end())
                        .isBeforeOrEqualTo(live.get(i).notBefore().plusSeconds(60));
            }
        }
    }

    @Test
    void publishes_fromAheadOfItsEpochUntilItsEnd() {
        Epoch epoch = DAILY.missing(List.of(), List.of(), NOON).get(0);
        Instant published = epoch.notBefore().minus(HOUR);
        assertThat(DAILY.publishes(epoch, published.minusNanos(1))).isFalse();
        assertThat(DAILY.publishes(epoch, published)).isTrue();
        assertThat(DAILY.publishes(epoch, epoch.end().minusNanos(1))).isTrue();
        assertThat(DAILY.publishes(epoch, epoch.end())).isFalse();
    }

    @Test
    void signsAt_inItsEpoch_fiveMinutesMore_andAMinuteSoonerForClocksThatAreLate() {
        Epoch epoch = DAILY.missing(List.of(), List.of(), NOON).get(0);
        Instant first = epoch.notBefore().minus(Duration.ofMinutes(1));
        assertThat(epoch.signsAt(first.minusNanos(1))).isFalse();
        assertThat(epoch.signsAt(first)).isTrue();
        assertThat(epoch.signsAt(epoch.end().plus(Duration.ofMinutes(5)).minusNanos(1)))
                .isTrue();
        assertThat(epoch.signsAt(epoch.end().plus(Duration.ofMinutes(5)))).isFalse();
    }

    @Test
    void settings_thatMakeNoSense_areRefusedByName() {
        assertRefused("epoch-length", Duration.ofSeconds(59), DAY, Duration.ZERO);
        assertRefused("epoch-length", DAY.plusMillis(1), DAY, HOUR);
        assertRefused("grace", DAY, Duration.ofMinutes(4), HOUR);
        assertRefused(
                "epoch-length and grace",
                DAY.multipliedBy(15),
                DAY.multipliedBy(15).plusSeconds(1),
                HOUR);
        assertRefused("publish-ahead", DAY, DAY, DAY);
        assertRefused("publish-ahead", DAY, DAY, Duration.ofSeconds(-1));
    }

    private static void assertRefused(String setting, Duration length, Duration grace, Duration publishAhead) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EpochSchedule(length, grace, publishAhead))
                .withMessageContaining("jeton.issuer.keys." + setting);
    }
}
