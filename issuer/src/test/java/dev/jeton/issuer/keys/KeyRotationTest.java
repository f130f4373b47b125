package dev.jeton.issuer.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.token.TokenSigningKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyRotationTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant TODAY = Instant.parse("2026-11-23T00:00:00Z");
    private static final Instant TOMORROW = TODAY.plus(DAY);

    private final Vertx vertx = Vertx.vertx();
    private final KeyVault vault = new KeyVault(SealingKey.generate(), List.of());
    private final EpochSchedule schedule = new EpochSchedule(DAY, DAY, Duration.ofHours(1));
    private final LiveKeys keys = new LiveKeys(schedule, vault);
    private final Rows rows = new Rows();
    private final List<Instant> prepared = new ArrayList<>();
    private final List<Instant> discarded = new ArrayList<>();
    private boolean quotaStoreIsAway;
    private Instant now = NOW;

    private final KeyRotation rotation = new KeyRotation(
            schedule, rows, vault, new Counters(), keys, (InstantSource) () -> now, vertx, new SimpleMeterRegistry());

    @AfterEach
    void close() {
        vertx.closeAndAwait();
    }

    @Test
    void pass_preparesTheKeyThatIsUsedAtOnce_andNotTheOneThatLiesAhead() {
        pass();

        assertThat(prepared).containsExactly(TODAY);
        assertThat(keys.ring().epochs())
                .extracting(summary -> summary.epoch().notBefore())
                .containsExactly(TODAY, TOMORROW);
        pass();
        assertThat(rows.rows).hasSize(2);
    }

    @Test
    void pass_shortlyBeforeAnEpoch_preparesItsKeyToo() {
        now = TOMORROW.minusSeconds(60);
        pass();

        assertThat(prepared).containsExactly(TODAY, TOMORROW);
    }

    @Test
    void pass_keyCannotBePrepared_isThrownAway_andARetirementIsFollowedAllTheSame() {
        pass();
        quotaStoreIsAway = true;
        rows.rows.get(0).retire(NOW);
        pass();

        assertThat(keys.ring().current(NOW)).isEmpty();
        assertThat(keys.ring().retired(NOW)).hasSize(1);
        assertThat(keys.published(keys.ring(), NOW)).hasSize(1);
        assertThat(rows.rows).hasSize(2);

        quotaStoreIsAway = false;
        pass();
        assertThat(keys.ring().current(NOW).orElseThrow().epoch().notBefore()).isEqualTo(NOW);
    }

    @Test
    void pass_anotherReplicaIsFaster_itsKeyStands_andOursIsDiscarded() {
        EpochKeyRow theirs = vault.seal(new EpochKey(
                schedule.missing(List.of(), List.of(), NOW).get(0), TokenSigningKey.generate(), QuotaKey.generate()));
        rows.faster = List.of(theirs);
        pass();

        assertThat(prepared).containsExactly(TODAY);
        assertThat(discarded).containsExactly(TODAY);
        assertThat(keys.ring().current(NOW).orElseThrow().publicKey().keyId()).isEqualTo(theirs.keyId());
    }

    private void pass() {
        rotation.pass().await().atMost(Duration.ofSeconds(30));
    }

    /** What has to be prepared for a key. */
    private final class Counters implements FirstUse {
        @Override
        public Uni<Void> prepare(EpochKey key) {
            if (quotaStoreIsAway) {
                return Uni.createFrom().failure(new IllegalStateException("Redis is away"));
            }
            prepared.add(key.epoch().notBefore());
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Void> discard(EpochKey key) {
            discarded.add(key.epoch().notBefore());
            return Uni.createFrom().voidItem();
        }
    }

    /** A store in memory, for one replica. */
    private static final class Rows extends KeyStore {
        private final List<EpochKeyRow> rows = new ArrayList<>();
        private List<EpochKeyRow> faster = List.of();

        @SuppressWarnings("NullAway") // No database is asked.
        Rows() {
            super(null);
        }

        @Override
        Uni<List<EpochKeyRow>> all() {
            return Uni.createFrom().item(() -> List.copyOf(rows));
        }

        @Override
        Uni<Boolean> insertIf(Predicate<List<EpochKeyRow>> wanted, EpochKeyRow row) {
            return Uni.createFrom().item(() -> {
                rows.addAll(faster);
                faster = List.of();
                return wanted.test(rows) && rows.add(row);
            });
        }
    }
}
