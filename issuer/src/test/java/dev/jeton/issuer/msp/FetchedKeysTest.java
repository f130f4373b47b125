package dev.jeton.issuer.msp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.service.jwt.VerificationKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FetchedKeysTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Map<String, VerificationKey> OLD = keys();
    private static final Map<String, VerificationKey> NEW = keys();

    private final AtomicReference<Double> random = new AtomicReference<>(0.0);
    private final FetchedKeys keys = new FetchedKeys(new DefaultKeyTimes(), random::get);

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

    private boolean find(Map<String, VerificationKey> which) {
        return keys.find(which.keySet().iterator().next()).isPresent();
    }

    private void assertDueAfter(Duration pause) {
        assertThat(keys.isDue(NOW.plus(pause).minusMillis(10))).isFalse();
        assertThat(keys.isDue(NOW.plus(pause).plusMillis(10))).isTrue();
    }

    private static Map<String, VerificationKey> keys() {
        return VerificationKey.of(
                JwkSet.of(JoseSigningKey.generate(JoseAlgorithm.EDDSA).publicKey()));
    }
}
