package dev.jeton.lookup.mappings;

import dev.jeton.lookup.atrest.HeldRemovals;
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
                .setAsyncTask(execution -> carryOut().onFailure().recoverWithNull())
                .schedule();
        scheduler
                .newJob("forgotten held removals")
                .setInterval("PT10M")
                .setConcurrentExecution(Scheduled.ConcurrentExecution.SKIP)
                .setAsyncTask(
                        execution -> held.forget(clock.instant()).onFailure().recoverWithNull())
                .schedule();
    }

    private Uni<Void> carryOut() {
        return held.released(AT_ONCE)
                .chain(some -> Multi.createFrom()
                        .iterable(some)
                        .onItem()
                        .transformToUniAndConcatenate(this::carryOut)
                        .collect()
                        .asList())
                .chain(done -> done.size() < AT_ONCE ? Uni.createFrom().voidItem() : carryOut());
    }

    /** One that does not open waits again, where operators see it. One that is not believed any more has no effect. */
    private Uni<HeldRemovals.Released> carryOut(HeldRemovals.Released released) {
        if (released.removal().isEmpty()) {
            events.heldRemoval("unreadable");
            return held.back(released.id()).replaceWith(released);
        }
        return removals.removeHeld(released.removal().get())
                .invoke(believed -> events.heldRemoval(believed ? "removed" : "refused"))
                .chain(believed -> held.done(released.id()))
                .replaceWith(released);
    }
}
