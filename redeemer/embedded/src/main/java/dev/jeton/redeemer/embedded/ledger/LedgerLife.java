package dev.jeton.redeemer.embedded.ledger;

import dev.jeton.redeemer.embedded.Acceptance;
import dev.jeton.redeemer.embedded.keys.Verification;
import dev.jeton.redeemer.redeem.Redeemer;
import dev.jeton.redeemer.spend.Generation;
import dev.jeton.redeemer.spend.redis.LedgerSettings;
import dev.jeton.redeemer.spend.redis.RedisSpendLedger;
import dev.jeton.redis.RedisScripts;
import dev.jeton.service.fence.PostgresFenceRecords;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Builds the redeemer, and looks after its ledger each second: the generation, the keys whose tokens it keeps, the fence.
 * A service that cannot read its generation yet accepts nothing.
 */
@Singleton
class LedgerLife {
    private static final Logger LOG = Logger.getLogger(LedgerLife.class);

    private static final Duration GOODBYE_TIMEOUT = Duration.ofSeconds(3);

    private static final Duration STEP_TIMEOUT = Duration.ofSeconds(10);

    private final RedisSpendLedger ledger;
    private final Redeemer redeemer;
    private final Generations generations;
    private final LedgerTables tables;
    private final PostgresFenceRecords records;
    private final LedgerReport report;
    private volatile boolean closed;

    LedgerLife(
            LedgerConfig config,
            Acceptance acceptance,
            Verification verification,
            RedisScripts redis,
            PostgresFenceRecords records,
            LedgerTables tables,
            Generations generations,
            LedgerReport report,
            InstantSource clock) {
        this.ledger = RedisSpendLedger.open(
                redis, records, tables, settings(config), UUID.randomUUID().toString(), clock);
        this.redeemer = verification.redeemer(acceptance.authority().name(), ledger, clock);
        this.generations = generations;
        this.tables = tables;
        this.records = records;
        this.report = report;
    }

    static LedgerSettings settings(LedgerConfig config) {
        return new LedgerSettings(
                config.plannedTokensPerEpoch(), config.shards(), config.retryWindow(), config.toleratedLoss());
    }

    @Produces
    @Singleton
    Redeemer redeemer() {
        return redeemer;
    }

    @Produces
    @Singleton
    RedisSpendLedger ledger() {
        return ledger;
    }

    void start(@Observes StartupEvent event, Scheduler scheduler) {
        scheduler
                .newJob("spent ledger")
                .setInterval("PT1S")
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setAsyncTask(execution -> look())
                .schedule();
        scheduler
                .newJob("spent ledger housekeeping")
                .setInterval("PT10M")
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setAsyncTask(execution -> tables.forgetEnded()
                        .chain(records::forgetFormerMembers)
                        .onFailure()
                        .recoverWithNull())
                .schedule();
    }

    /**
     * While both stores still answer; and the process ends only when it is done, so this waits. Without the goodbye, others
     * could not arm again if Redis restarts within seconds.
     */
    void stop(@Observes @Priority(1) ShutdownEvent event) {
        closed = true;
        ledger.close()
                .ifNoItem()
                .after(GOODBYE_TIMEOUT)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warn("event=ledger-goodbye-failed"))
                .onFailure()
                .recoverWithNull()
                .await()
                .indefinitely();
    }

    /** Never fails, and never hangs: a look that waits for a dead connection must not be the last one. */
    Uni<Void> look() {
        if (closed) {
            return Uni.createFrom().voidItem();
        }
        return soon(generations.look())
                .chain(() -> {
                    Optional<Generation> generation = generations.latest();
                    generation.map(Generation::number).ifPresent(redeemer::use);
                    return generation.isEmpty() || closed
                            ? Uni.createFrom().voidItem()
                            : soon(ledger.keep(generation.get(), redeemer.keys()));
                })
                .invoke(() -> report.tell(ledger.states()));
    }

    private static Uni<Void> soon(Uni<Void> step) {
        return step.ifNoItem().after(STEP_TIMEOUT).fail().onFailure().recoverWithNull();
    }
}
