package dev.jeton.issuer.epochs;

import dev.jeton.issuer.quota.IssuedTokens;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;

/** How many tokens each epoch has given out, as it was last read; rounded for everybody to see. */
@Singleton
class PublishedTotals {
    static final Duration PAUSE = Duration.ofSeconds(5);
    /** Who compares wants a bound from above, and one that stands still while tokens are issued is none. */
    static final Duration GOOD_FOR = Duration.ofMinutes(1);
    /** Below this, a total could tell single batches. */
    private static final long LEAST = 100;

    private final IssuedTokens issued;
    private final InstantSource clock;
    private volatile Reading last = new Reading(Map.of(), Instant.EPOCH);

    PublishedTotals(IssuedTokens issued, InstantSource clock) {
        this.issued = issued;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, Scheduler scheduler) {
        scheduler
                .newJob("issuer totals")
                .setInterval(PAUSE.toString())
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setAsyncTask(execution -> issued.totals()
                        .invoke(totals -> last = new Reading(totals, clock.instant()))
                        .onFailure()
                        .recoverWithNull()
                        .replaceWithVoid())
                .schedule();
    }

    /** No less than what epoch {@code id} had given out some seconds ago; empty if that has not been known for a while. */
    OptionalLong atMost(long id) {
        Reading known = last;
        return known.at().plus(GOOD_FOR).isBefore(clock.instant())
                ? OptionalLong.empty()
                : OptionalLong.of(rounded(known.totals().getOrDefault(id, 0L)));
    }

    /** {@code tokens} rounded up to two significant digits, and to {@value #LEAST} at least. */
    static long rounded(long tokens) {
        long unit = 1;
        while (tokens / unit >= LEAST) {
            unit *= 10;
        }
        return Math.max(LEAST, (tokens + unit - 1) / unit * unit);
    }

    private record Reading(Map<Long, Long> totals, Instant at) {}
}
