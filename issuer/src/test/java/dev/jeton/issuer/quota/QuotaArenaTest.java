package dev.jeton.issuer.quota;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.issuer.keys.Epoch;
import dev.jeton.issuer.keys.EpochKey;
import dev.jeton.issuer.keys.QuotaKey;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class QuotaArenaTest {
    private static final Instant START = Instant.ofEpochSecond(1_763_856_000);
    private static final Epoch EPOCH = new Epoch(START, START.plus(Duration.ofDays(1)), START.plus(Duration.ofDays(2)));

    private final EpochKey key = new EpochKey(EPOCH, TokenSigningKey.generate(), QuotaKey.generate());

    @Test
    void arena_isNamedByEpochAndKey_andAllItsKeysCarryThatName() {
        QuotaArena arena = QuotaArena.of(key);
        assertThat(arena.name())
                .isEqualTo("quota/1763856000/"
                        + key.publicKey().keyId().value().toHex().substring(0, 16));
        assertThat(arena.arena().marker()).startsWith("{" + arena.name() + "}:");
        assertThat(new String(arena.redisKey("x"), UTF_8)).startsWith("{" + arena.name() + "}:");
        assertThat(arena.redisKey("x")).isNotEqualTo(arena.redisKey("y"));
        assertThat(arena.redisKey("x")).isNotEqualTo(arena.arena().marker().getBytes(UTF_8));
    }

    @Test
    void anotherKeyOfTheSameEpoch_hasCountersOfItsOwn() {
        EpochKey other = new EpochKey(EPOCH, TokenSigningKey.generate(), QuotaKey.generate());
        assertThat(QuotaArena.of(other).name()).isNotEqualTo(QuotaArena.of(key).name());
    }

    @Test
    void marker_outlivesTheLastSignature_andExpiresBeforeAnyCounter() {
        QuotaArena arena = QuotaArena.of(key);
        assertThat(arena.arena().ends()).isAfter(EPOCH.signsUntil()).isBefore(arena.countersExpire());
    }
}
