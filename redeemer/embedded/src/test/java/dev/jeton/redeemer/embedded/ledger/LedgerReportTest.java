package dev.jeton.redeemer.embedded.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.redeemer.spend.TokenFamily;
import dev.jeton.redeemer.spend.redis.ShardState;
import dev.jeton.redis.FenceReason;
import dev.jeton.redis.Standing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerReportTest {
    private static final String CATEGORY = LedgerReportTest.class.getName();
    private static final TokenFamily FAMILY = new TokenFamily(new TokenKeyId(Bytes.of(new byte[32])), 0);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LedgerReport report = new LedgerReport(meters, Logger.getLogger(CATEGORY));
    private final Recorder told = new Recorder();

    @BeforeEach
    void listen() {
        java.util.logging.Logger.getLogger(CATEGORY).addHandler(told);
    }

    @AfterEach
    void stopListening() {
        java.util.logging.Logger.getLogger(CATEGORY).removeHandler(told);
    }

    @Test
    void tell_eachChangeOnce_alsoOfTheReason() {
        look(FenceReason.NOT_ARMED);
        look(FenceReason.NOT_ARMED);
        look();
        look();
        look(FenceReason.REDIS_UNAVAILABLE);
        look(FenceReason.BEHIND_MARK);
        look(FenceReason.BEHIND_MARK);
        look();

        assertThat(told.lines)
                .containsExactly(
                        "event=ledger-fenced shard=spent/0/aa/0 reason=not-armed needed=7",
                        "event=ledger-served shard=spent/0/aa/0 arming=3",
                        "event=ledger-fenced shard=spent/0/aa/0 reason=redis-unavailable needed=7",
                        "event=ledger-fenced shard=spent/0/aa/0 reason=behind-mark needed=7",
                        "event=ledger-served shard=spent/0/aa/0 arming=3");
    }

    @Test
    void tell_shardThatIsGone_isForgotten() {
        look();
        report.tell(List.of());
        look();

        assertThat(told.lines).hasSize(2);
        assertThat(meters.get("jeton.redeemer.ledger.served").gauge().value()).isEqualTo(1);
    }

    private void look(FenceReason... reason) {
        Standing standing = new Standing(
                "spent/0/aa/0", Optional.of(reason).filter(r -> r.length > 0).map(r -> r[0]), 3, "", "", 7, 7);
        report.tell(List.of(new ShardState(FAMILY, 0, standing)));
    }

    private static final class Recorder extends Handler {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void publish(LogRecord record) {
            // The two loggers that JBoss Logging may write to differ in where the parameters are.
            lines.add(
                    record.getParameters() == null
                            ? record.getMessage()
                            : String.format(record.getMessage(), record.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
