package dev.jeton.issuer.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.redis.FenceReason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FenceReportTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FenceReport report = new FenceReport(meters);

    @Test
    void gauge_countsEpochsByReason_andNothingOnceTheyAreServed() {
        report.tell(List.of(
                epoch(1, Optional.of(FenceReason.MARKER_MISSING)),
                epoch(2, Optional.of(FenceReason.MARKER_MISSING)),
                epoch(3, Optional.of(FenceReason.PEER)),
                epoch(4, Optional.empty())));
        assertThat(fenced("marker-missing")).isEqualTo(2);
        assertThat(fenced("peer")).isEqualTo(1);
        assertThat(fenced("left")).isZero();

        report.tell(List.of(epoch(1, Optional.empty())));
        assertThat(fenced("marker-missing")).isZero();
        assertThat(fenced("peer")).isZero();
    }

    private double fenced(String reason) {
        return meters.get("jeton.issuer.quota.fenced")
                .tag("reason", reason)
                .gauge()
                .value();
    }

    private static ArenaState epoch(long id, Optional<FenceReason> reason) {
        return new ArenaState(id, reason, 1, "", "", 0, 0);
    }
}
