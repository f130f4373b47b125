package dev.jeton.issuer.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.token.TokenSigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveKeysTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant START = Instant.ofEpochSecond(0);
    private static final EpochKey FIRST = key(0);
    private static final EpochKey SECOND = key(3600);

    private final KeyVault vault = new KeyVault(SealingKey.generate(), List.of());
    private final LiveKeys keys = new LiveKeys(new EpochSchedule(HOUR, HOUR, Duration.ofMinutes(20)), vault);

    @Test
    void ring_beforeTheFirstRead_hasNoKey() {
        assertThat(keys.ring().current(START)).isEmpty();
        assertThat(keys.published(keys.ring(), START)).isEmpty();
    }

    @Test
    void published_isTheSigningKeyFirst_andTheNextOneWhenItIsDue() {
        keys.replace(List.of(vault.seal(SECOND), vault.seal(FIRST)));
        assertThat(epochsPublishedAt(0)).containsExactly(0L);
        assertThat(epochsPublishedAt(39)).containsExactly(0L);
        assertThat(epochsPublishedAt(40)).containsExactly(0L, 3600L);
        assertThat(epochsPublishedAt(60)).containsExactly(3600L);
    }

    @Test
    void signing_aroundTheEndOfAnEpoch_isBothForFiveMinutes() {
        keys.replace(List.of(vault.seal(FIRST), vault.seal(SECOND)));
        assertThat(keys.ring().signing(3600, after(59).minusNanos(1))).isEmpty();
        assertThat(keys.ring().signing(3600, after(59))).isPresent();
        assertThat(keys.ring().signing(0, after(64))).isPresent();
        assertThat(keys.ring().signing(3600, after(64))).isPresent();
        assertThat(keys.ring().signing(0, after(65))).isEmpty();
        assertThat(keys.ring().current(after(64)).orElseThrow().epoch().id()).isEqualTo(3600);
    }

    @Test
    void replace_keyThatWasDestroyed_leavesTheRing() {
        EpochKeyRow row = vault.seal(FIRST);
        keys.replace(List.of(row));
        assertThat(keys.ring().signing(0, START)).isPresent();

        row.sealedSigningKey = null;
        row.sealedQuotaKey = null;
        keys.replace(List.of(row));
        assertThat(keys.ring().signing(0, START)).isEmpty();
    }

    @Test
    void replace_epochThatWasRetired_leavesTheRing_andIsListedUntilItsTokensEnd() {
        EpochKeyRow row = vault.seal(FIRST);
        keys.replace(List.of(row, vault.seal(SECOND)));
        row.retire(after(10));
        keys.replace(List.of(row, vault.seal(SECOND)));

        assertThat(keys.ring().signing(0, after(10))).isEmpty();
        assertThat(keys.ring().current(after(10))).isEmpty();
        assertThat(keys.ring().retired(after(10)))
                .containsExactly(FIRST.publicKey().keyId());
        assertThat(keys.ring().retired(after(120))).isEmpty();
        assertThat(keys.ring().epochs())
                .extracting(summary -> summary.state(after(10)))
                .containsExactly(EpochSummary.State.RETIRED, EpochSummary.State.AHEAD);
    }

    @Test
    void replace_byRowsThatWereReadBeforeARetirement_doesNotUndoIt() {
        EpochKeyRow row = vault.seal(FIRST);
        row.retire(after(10));
        keys.replace(List.of(row));
        keys.replace(List.of(vault.seal(FIRST)));

        assertThat(keys.ring().signing(0, after(10))).isEmpty();
        assertThat(keys.ring().retired(after(10)))
                .containsExactly(FIRST.publicKey().keyId());
    }

    @Test
    void published_whileThereIsNoSigningKey_isTheNextOne() {
        EpochKeyRow row = vault.seal(FIRST);
        row.retire(after(10));
        keys.replace(List.of(row, vault.seal(SECOND)));

        assertThat(epochsPublishedAt(10)).containsExactly(3600L);
    }

    private List<Long> epochsPublishedAt(long minutes) {
        return keys.published(keys.ring(), after(minutes)).stream()
                .map(key -> key.epoch().id())
                .toList();
    }

    private static Instant after(long minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    private static EpochKey key(long start) {
        return new EpochKey(
                Epoch.ofSeconds(start, start + 3600, start + 7200), TokenSigningKey.generate(), QuotaKey.generate());
    }
}
