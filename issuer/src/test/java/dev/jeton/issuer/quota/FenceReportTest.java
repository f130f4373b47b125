package dev.jeton.issuer.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.redis.FenceReason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
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

    @Test
    void events_tellEachChangeOnce_alsoOfTheReason() {
        List<String> told = new ArrayList<>();
        Handler recorder = new Handler() {
            @Override
            public void publish(LogRecord record) {
                told.add(String.format(record.getMessage(), record.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger events = Logger.getLogger("jeton.issuer");
        events.addHandler(recorder);
        try {
            Stream.of(
                            Optional.of(FenceReason.REDIS_UNAVAILABLE),
                            Optional.of(FenceReason.MARKER_MISSING),
                            Optional.of(FenceReason.MARKER_MISSING),
                            Optional.<FenceReason>empty(),
                            Optional.<FenceReason>empty())
                    .forEach(reason -> report.tell(List.of(epoch(1, reason))));
        } finally {
            events.removeHandler(recorder);
        }
        assertThat(told)
                .containsExactly(
                        "event=quota-fenced epoch=1 reason=redis-unavailable needed=0",
                        "event=quota-fenced epoch=1 reason=marker-missing needed=0",
                        "event=quota-served epoch=1 arming=1");
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
