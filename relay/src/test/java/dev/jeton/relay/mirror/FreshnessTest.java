package dev.jeton.relay.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FreshnessTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static MultiMap control(String value) {
        return MultiMap.caseInsensitiveMultiMap().add("Cache-Control", value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-age=60|60",
                "public, max-age=61|61",
                "PUBLIC,MAX-AGE=600,,immutable|600",
                "max-age=600, s-maxage=120|120",
                "max-age=120, s-maxage=600|120",
                "max-age=9999999999|86400"
            })
    void lifetime_isTheShortestThatIsGiven_andADayAtMost(String value, long seconds) {
        assertThat(Freshness.of(control(value), MINUTE))
                .contains(new Freshness(Duration.ofSeconds(seconds), Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "public",
                "max-age",
                "max-age=",
                "max-age=59",
                "max-age=-600",
                "max-age=1e9",
                "max-age=\"600\"",
                "max-age=99999999999",
                "max-age=600, max-age=601",
                "max-age=600, s-maxage=59",
                "max-age=600, s-maxage=x",
                "max-age=600, no-store",
                "No-Cache, max-age=600",
                "max-age=600, private",
                "max-age=600, private=\"x, y\"",
                "s-maxage=600"
            })
    void whatIsNotClearlyForEverybody_isNotKept(String value) {
        assertThat(Freshness.of(control(value), MINUTE)).isEmpty();
    }

    @Test
    void noField_isNotKept() {
        assertThat(Freshness.of(MultiMap.caseInsensitiveMultiMap(), MINUTE)).isEmpty();
    }

    @Test
    void secondField_counts() {
        assertThat(Freshness.of(control("max-age=600").add("Cache-Control", "no-store"), MINUTE))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "Accept, *", "*,Cookie"})
    void answerThatVariesWithAnything_isNotKept(String vary) {
        assertThat(Freshness.of(control("max-age=600").add("Vary", vary), MINUTE))
                .isEmpty();
    }

    @Test
    void age_isCounted() {
        assertThat(Freshness.of(control("max-age=600").add("Age", "599"), MINUTE))
                .contains(new Freshness(Duration.ofSeconds(600), Duration.ofSeconds(599)));
        assertThat(Freshness.of(control("max-age=600").add("Age", "600"), MINUTE))
                .isEmpty();
        assertThat(Freshness.of(control("max-age=600").add("Age", "young"), MINUTE))
                .isEmpty();
    }
}
