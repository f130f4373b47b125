package dev.jeton.service.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchedKeysTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Map<String, String> OLD = Map.of("old", "a key");
    private static final Map<String, String> NEW = Map.of("new", "another");
    private static final KeyTimes TIMES =
            new KeyTimes(Duration.ofMinutes(10), Duration.ofSeconds(30), Duration.ofHours(24));

    private final AtomicReference<Double> random = new AtomicReference<>(0.0);
    private final FetchedKeys<String> keys = new FetchedKeys<>(TIMES, random::get);

    @Test
    void keys_beforeTheFirstSuccess_areNotUsable_andDueAtOnce() {
        assertThat(keys.isUsable(NOW)).isFalse();
        assertThat(keys.isDue(NOW)).isTrue();
        assertThat(find(OLD)).isFalse();
        assertThat(keys.isDue(NOW)).isTrue();
    }

    @Test
    void fetched_replacesAllThatWasThere() {
        keys.fetched(OLD, NOW);
        assertThat(find(OLD)).isTrue();
        keys.fetched(NEW, NOW);
        assertThat(find(OLD)).isFalse();
        assertThat(find(NEW)).isTrue();
        keys.fetched(Map.of(), NOW);
        assertThat(find(NEW)).isFalse();
        assertThat(keys.isUsable(NOW))
                .as("no keys are the provider's word as well")
                .isTrue();
    }

    @Test
    void failures_areTolerated_untilGraceIsOver() {
        keys.fetched(OLD, NOW);
        assertThat(keys.failed("away", NOW.plusSeconds(600))).as("the first").isTrue();
        assertThat(keys.failed("away", NOW.plusSeconds(700))).as("the second").isFalse();
        assertThat(keys.isFailing()).isTrue();
        assertThat(keys.freshness().fetchedAt()).hasValue(NOW);
        assertThat(keys.freshness().problem()).hasValue("away");

        Instant over = NOW.plus(Duration.ofHours(24));
        assertThat(keys.isUsable(over.minusMillis(1))).isTrue();
        assertThat(find(OLD)).isTrue();
        assertThat(keys.isUsable(over)).isFalse();

        assertThat(keys.fetched(NEW, over)).as("again").isTrue();
        assertThat(keys.fetched(NEW, over)).as("still").isFalse();
        assertThat(keys.isUsable(over)).isTrue();
        assertThat(keys.isFailing()).isFalse();
    }

    @Test
    void due_isBetweenHalfAndAllOfTheInterval_soThatProvidersSpread() {
        random.set(0.0);
        keys.fetched(OLD, NOW);
        assertDueAfter(Duration.ofMinutes(10));
        random.set(0.999999);
        keys.fetched(OLD, NOW);
        assertDueAfter(Duration.ofMinutes(5));
    }

    @Test
    void due_afterFailures_isLaterEachTime_andNeverLaterThanTheInterval() {
        keys.failed("away", NOW);
        assertDueAfter(Duration.ofSeconds(30));
        keys.failed("away", NOW);
        assertDueAfter(Duration.ofSeconds(60));
        for (int i = 0; i < 100; i++) {
            keys.failed("away", NOW);
        }
        assertDueAfter(Duration.ofMinutes(10));
    }

    @Test
    void unknownKey_isLookedForSoon_butNotMoreOftenThanItMay() {
        keys.fetched(OLD, NOW);
        find(OLD);
        assertDueAfter(Duration.ofMinutes(10));
        for (int i = 0; i < 100; i++) {
            find(NEW);
        }
        assertDueAfter(Duration.ofSeconds(30));
    }

    private boolean find(Map<String, String> which) {
        return keys.find(which.keySet().iterator().next()).isPresent();
    }

    private void assertDueAfter(Duration pause) {
        assertThat(keys.isDue(NOW.plus(pause).minusMillis(10))).isFalse();
        assertThat(keys.isDue(NOW.plus(pause).plusMillis(10))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"PT1S,PT0.9S,PT1S", "PT1S,PT2S,PT2S", "PT2S,PT1S,PT1S"})
    void times_thatCannotBeMeant_areRefusedByTheirName(Duration refresh, Duration retry, Duration grace) {
        assertThatThrownBy(() -> new KeyTimes(refresh, retry, grace).requireSensible("jeton.some.keys"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("jeton.some.keys: ");
    }
}
