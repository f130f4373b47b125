package dev.jeton.issuer.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.token.TokenSigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds for several machines whose clocks differ, over rotations and retirements. */
class RotationPropertiesTest {
    private static final Duration LENGTH = Duration.ofMinutes(30);
    private static final Duration PUBLISH_AHEAD = Duration.ofMinutes(10);
    private static final Duration CACHE_LIFETIME = Duration.ofMinutes(5);
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final EpochSchedule SCHEDULE = new EpochSchedule(LENGTH, Duration.ofHours(1), PUBLISH_AHEAD);
    private static final LiveKeys KEYS = new LiveKeys(SCHEDULE, new KeyVault(SealingKey.generate(), List.of()));
    /** One for all epochs: making one takes a second, and only its epoch matters here. */
    private static final TokenSigningKey SIGNING_KEY = TokenSigningKey.generate();

    private static final QuotaKey QUOTA_KEY = QuotaKey.generate();

    @RepeatedTest(20)
    void whatOneReplicaHandsOut_everyOtherSigns_ifTheirClocksDifferByAMinuteAtMost(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Epoch> live = new ArrayList<>();
        List<Epoch> retired = new ArrayList<>();
        for (Instant now = NOON; now.isBefore(NOON.plus(LENGTH.multipliedBy(3))); now = now.plusMillis(7_700)) {
            if (random.nextInt(50) == 0 && !live.isEmpty()) {
                retired.add(live.remove(random.nextInt(live.size())).endedAt(now));
            }
            KeyRing ring = ring(live, retired, now);
            for (int i = 0; i < 3; i++) {
                Instant asked = now;
                ring.current(now.plusMillis(random.nextInt(120_001) - 60_000))
                        .ifPresent(handedOut -> assertThat(
                                        ring.signing(handedOut.epoch().id(), asked))
                                .contains(handedOut));
            }
        }
    }

    /** A cache holds what it got for max-age by a clock of its own; its clients choose by their clocks, and ask the issuer. */
    @RepeatedTest(20)
    void aCacheThatKeepsTheDirectoryForItsMaxAge_hasTheSigningKey(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Epoch> live = new ArrayList<>();
        for (Instant now = NOON; now.isBefore(NOON.plus(LENGTH.multipliedBy(3))); now = now.plusMillis(7_700)) {
            KeyRing ring = ring(live, List.of(), now);
            List<EpochKey> held = KEYS.published(ring, now);
            Duration maxAge = ring.goodFor(now).compareTo(CACHE_LIFETIME) < 0 ? ring.goodFor(now) : CACHE_LIFETIME;
            for (int i = 0; i < 3; i++) {
                Instant asked = now.plus(
                                maxAge.multipliedBy(random.nextInt(101)).dividedBy(100))
                        .plusSeconds(random.nextInt(6));
                Instant client = asked.plusSeconds(random.nextInt(21) - 10);
                EpochKey chosen = held.stream()
                        .filter(key -> !client.isBefore(key.epoch().notBefore())
                                && client.isBefore(key.epoch().notAfter()))
                        .findFirst()
                        .orElse(held.get(0));

                assertThat(ring.signing(chosen.epoch().id(), asked)).contains(chosen);
                assertThat(held).containsAll(ring.current(asked).stream().toList());
            }
        }
    }

    /** What all replicas know after a pass at {@code now}. */
    private static KeyRing ring(List<Epoch> live, List<Epoch> retired, Instant now) {
        live.addAll(SCHEDULE.missing(live, retired, now));
        return new KeyRing(
                live.stream()
                        .map(epoch -> new EpochKey(epoch, SIGNING_KEY, QUOTA_KEY))
                        .toList(),
                List.of());
    }
}
