package dev.jeton.lookup.mappings;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.lookup.atrest.HeldRemovals;
import dev.jeton.lookup.atrest.StoreUnavailable;
import dev.jeton.service.http.Refusal;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduler;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;

/**
 * Carries out the removals that operators have released, a few at a time. Any number of replicas may do so at once, and one
 * may end in the middle: to remove twice what was removed changes nothing.
 */
@ApplicationScoped
class ReleasedRemovals {
    private static final int AT_ONCE = 100;

    private final HeldRemovals held;
    private final RemovedMappings removals;
    private final MappingEvents events;
    private final InstantSource clock;

    ReleasedRemovals(HeldRemovals held, RemovedMappings removals, MappingEvents events, InstantSource clock) {
        this.held = held;
        this.removals = removals;
        this.events = events;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event, Scheduler scheduler) {
        scheduler
                .newJob("released removals")
                .setInterval("PT2S")
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setAsyncTask(execution -> carryOut(Bytes.EMPTY).onFailure().recoverWithNull())
                .schedule();
        scheduler
                .newJob("forgotten held removals")
                .setInterval("PT10M")
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setAsyncTask(
                        execution -> held.forget(clock.instant()).onFailure().recoverWithNull())
                .schedule();
    }

    /** All of them once, from the one that comes after {@code after} on: one that cannot be carried out now keeps no other. */
    private Uni<Void> carryOut(Bytes after) {
        return held.released(after, AT_ONCE)
                .chain(some -> Multi.createFrom()
                        .iterable(some)
                        .onItem()
                        .transformToUniAndConcatenate(this::carryOut)
                        .collect()
                        .asList())
                .chain(done -> done.size() < AT_ONCE
                        ? Uni.createFrom().voidItem()
                        : carryOut(done.get(AT_ONCE - 1).id()));
    }

    /** One that does not open waits again, where operators see it. One that is not believed any more has no effect. */
    private Uni<HeldRemovals.Released> carryOut(HeldRemovals.Released released) {
        if (released.removal().isEmpty()) {
            return waitsAgain(released, "unreadable");
        }
        return removals.removeHeld(released.removal().get())
                .invoke(believed -> events.heldRemoval(believed ? "removed" : "refused"))
                .chain(believed -> held.done(released.id()))
                .replaceWith(released)
                // Tried again with the next round: its CSIP's keys are away, or this service has too much to do.
                .onFailure(Refusal.class)
                .recoverWithItem(released)
                .onFailure(failure -> !(failure instanceof StoreUnavailable))
                .recoverWithUni(() -> waitsAgain(released, "failed"));
    }

    private Uni<HeldRemovals.Released> waitsAgain(HeldRemovals.Released released, String why) {
        events.heldRemoval(why);
        return held.back(released.id()).replaceWith(released);
    }
}
