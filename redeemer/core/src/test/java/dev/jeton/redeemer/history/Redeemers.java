package dev.jeton.redeemer.history;

import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The redeemer processes of one provider: a fixed number of slots, in each of which a process runs until another one takes
 * its place; and the provider's generation. Safe for concurrent use.
 */
final class Redeemers implements AutoCloseable {
    /** What a service does each second. The clock of the records runs faster by the same factor. */
    static final Duration TICK = Duration.ofMillis(100);

    private static final int NOBODY = -1;

    /** Opens a process for a slot; {@code number} is another one each time. */
    interface Opening {
        Redeems open(int number, int slot);
    }

    /** Who runs in a slot. */
    record Running(int number, Redeems process) {}

    private final Opening opening;
    private final AtomicReferenceArray<Running> slots;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, Redeemers::daemon);
    private final NavigableMap<Long, Long> generations = new ConcurrentSkipListMap<>(Map.of(0L, 0L));
    private volatile int stalled = NOBODY;
    private final AtomicInteger opened = new AtomicInteger();

    Redeemers(int slots, Opening opening) {
        this.opening = opening;
        this.slots = new AtomicReferenceArray<>(slots);
        for (int slot = 0; slot < slots; slot++) {
            open(slot);
        }
        var unused = timer.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    int slots() {
        return slots.length();
    }

    Running running(int slot) {
        return slots.get(slot);
    }

    /** Its process dies, without a word, and another one begins. */
    void replace(int slot) {
        Running dead = slots.get(slot);
        dead.process().kill();
        open(slot);
    }

    /** Its process answers, but hears and tells nothing by the records, until {@link #goOn()}. One at a time. */
    void stall(int slot) {
        stalled = slot;
    }

    /** Nobody stalls any more. */
    void goOn() {
        stalled = NOBODY;
    }

    /** The operator's word: tokens from number {@code first} on are of a new generation, and older ones are void. */
    void newGeneration(long first) {
        generations.put(first, generation() + 1);
    }

    long generation() {
        return generations.lastEntry().getValue();
    }

    /** The token of that number: its generation is the one that began with it, or before. */
    Token token(long number) {
        return new Token(number, generations.floorEntry(number).getValue());
    }

    private void open(int slot) {
        int number = opened.incrementAndGet();
        slots.set(slot, new Running(number, opening.open(number, slot)));
    }

    private void tick() {
        for (int slot = 0; slot < slots(); slot++) {
            if (slot != stalled) {
                running(slot).process().tick(generation());
            }
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "ticks");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        for (int slot = 0; slot < slots(); slot++) {
            running(slot).process().kill();
        }
    }
}
