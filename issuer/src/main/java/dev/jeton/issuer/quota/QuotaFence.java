package dev.jeton.issuer.quota;

import dev.jeton.issuer.keys.EpochKey;
import dev.jeton.issuer.keys.FirstUse;
import dev.jeton.issuer.keys.LiveKeys;
import dev.jeton.redis.AcceptedLoss;
import dev.jeton.redis.Fence;
import dev.jeton.redis.FenceRecords;
import dev.jeton.redis.FenceSettings;
import dev.jeton.redis.FencedCall;
import dev.jeton.redis.RedisScripts;
import dev.jeton.redis.Standing;
import dev.jeton.service.fence.PostgresFenceRecords;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Keeps the counters of every key behind the fence, for as long as the key may sign.
 *
 * <p>An arena is armed only where nothing can have been charged: before the key is used at all, or while its epoch is
 * still ahead. Once the epoch has begun, an arena that nobody armed stays fenced until an operator says otherwise.
 */
@Singleton
class QuotaFence implements FirstUse {
    private static final Logger LOG = Logger.getLogger(QuotaFence.class);

    private static final Duration REDIS_PATIENCE = Duration.ofSeconds(3);
    private static final Duration RETRY_DELAY = Duration.ofMillis(100);
    private static final Duration GOODBYE_TIMEOUT = Duration.ofSeconds(3);

    private final Fence fence;
    private final RedisScripts redis;
    private final PostgresFenceRecords records;
    private final QuotaTables tables;
    private final HighWaterMarks marks;
    private final LiveKeys keys;
    private final InstantSource clock;
    private final FenceReport report;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param mayArm whether the fence may still arm it for the first time */
    private record Kept(QuotaArena arena, boolean mayArm) {}

    QuotaFence(
            QuotaConfig config,
            RedisScripts redis,
            PostgresFenceRecords records,
            QuotaTables tables,
            HighWaterMarks marks,
            LiveKeys keys,
            InstantSource clock,
            FenceReport report) {
        this.redis = redis;
        this.records = records;
        this.tables = tables;
        this.marks = marks;
        this.keys = keys;
        this.clock = clock;
        this.report = report;
        if (config.redis().toleratedLoss() < 0) {
            throw new IllegalArgumentException("jeton.issuer.quota.redis.tolerated-loss: not negative");
        }
        this.fence = Fence.open(
                redis,
                records,
                new FenceSettings(
                        UUID.randomUUID().toString(),
                        config.redis().toleratedLoss(),
                        FenceSettings.DEFAULT_MEMBER_SILENCE,
                        FenceSettings.DEFAULT_ARMING_TIMEOUT));
    }

    void start(@Observes StartupEvent event, Scheduler scheduler) {
        scheduler
                .newJob("issuer quota fence")
                .setInterval("PT1S")
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setAsyncTask(execution -> tick())
                .schedule();
        scheduler
                .newJob("issuer quota housekeeping")
                .setInterval("PT10M")
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setAsyncTask(execution -> tables.forget(clock.instant())
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
        fence.close()
                .ifNoItem()
                .after(GOODBYE_TIMEOUT)
                .fail()
                .onFailure()
                .invoke(failure -> LOG.warn("event=quota-goodbye-failed"))
                .onFailure()
                .recoverWithNull()
                .await()
                .indefinitely();
    }

    /** What the script answers; see {@link Fence#run}. */
    Uni<List<Long>> run(QuotaArena arena, FencedCall call) {
        return fence.run(arena.arena(), call);
    }

    /** Where this process stands with {@code arena}. */
    ArenaState state(QuotaArena arena) {
        return ArenaState.of(arena, fence.standing(arena.arena()));
    }

    List<ArenaState> states() {
        return arenas().stream().map(this::state).toList();
    }

    Uni<Optional<AcceptedLoss>> acceptLoss(QuotaArena arena, FenceRecords.Replacing replacing) {
        // Of an epoch that began before anybody could arm it nothing is known yet.
        return tables.register(arena).chain(() -> fence.acceptLoss(arena.arena(), replacing));
    }

    /** The arenas of the keys that sign or will sign, in their order. */
    List<QuotaArena> arenas() {
        return keys.ring().keys().stream().map(QuotaArena::of).toList();
    }

    @Override
    public Uni<Void> prepare(EpochKey key) {
        QuotaArena arena = QuotaArena.of(key);
        // At the very start Redis may not be connected yet.
        return redis.ping()
                .onFailure()
                .retry()
                .withBackOff(RETRY_DELAY, RETRY_DELAY.multipliedBy(5))
                .expireIn(REDIS_PATIENCE.toMillis())
                .chain(() -> arm(arena))
                .chain(standing -> standing.serving() ? Uni.createFrom().voidItem() : giveUp(arena, standing));
    }

    private Uni<Void> giveUp(QuotaArena arena, Standing standing) {
        return discard(arena.key())
                .chain(() -> Uni.createFrom()
                        .failure(new IllegalStateException(arena.name() + " cannot be armed: "
                                + standing.reason().map(Enum::name).orElse(""))));
    }

    /** With the key goes what is kept about its counters: this process would stay a member of an arena that nobody uses. */
    @Override
    public Uni<Void> discard(EpochKey key) {
        QuotaArena arena = QuotaArena.of(key);
        return kept.containsKey(arena.name())
                ? leave(arena).chain(() -> tables.unregister(arena)).onFailure().recoverWithNull()
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> tick() {
        return Uni.createFrom()
                .deferred(this::keepWhatIsDue)
                .onFailure()
                .recoverWithNull()
                .chain(fence::tick)
                .invoke(() -> report.tell(states()));
    }

    private Uni<Void> keepWhatIsDue() {
        Instant now = clock.instant();
        marks.retain(kept.keySet());
        Uni<Void> done = Uni.createFrom().voidItem();
        if (!closed) {
            for (QuotaArena arena : arenas()) {
                done = done.chain(() -> keep(arena, now));
            }
        }
        for (Kept known : List.copyOf(kept.values())) {
            if (hasEnded(known.arena(), now)) {
                done = done.chain(() -> leave(known.arena()));
            }
        }
        return done;
    }

    private Uni<Void> keep(QuotaArena arena, Instant now) {
        boolean isAhead = now.isBefore(arena.key().epoch().notBefore());
        Kept known = kept.get(arena.name());
        if (hasEnded(arena, now) || (known != null && known.mayArm() == isAhead)) {
            return Uni.createFrom().voidItem();
        }
        return (isAhead ? arm(arena) : watch(arena)).replaceWithVoid();
    }

    private static boolean hasEnded(QuotaArena arena, Instant now) {
        return !now.isBefore(arena.key().epoch().signsUntil());
    }

    private Uni<Standing> arm(QuotaArena arena) {
        return tables.register(arena)
                .invoke(() -> kept.put(arena.name(), new Kept(arena, true)))
                .chain(() -> fence.arm(arena.arena()));
    }

    private Uni<Standing> watch(QuotaArena arena) {
        kept.put(arena.name(), new Kept(arena, false));
        return fence.watch(arena.arena());
    }

    private Uni<Void> leave(QuotaArena arena) {
        kept.remove(arena.name());
        return fence.leave(arena.arena());
    }
}
