package dev.jeton.relay.mirror;

import dev.jeton.relay.http.Answer;
import dev.jeton.relay.http.ProblemType;
import dev.jeton.relay.http.Refusal;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One document: fetched when somebody asks and there is no fresh copy, once, however many ask meanwhile. After a failure
 * it is left alone for a while. Safe for concurrent use.
 */
final class MirroredTarget {
    private final Supplier<Future<MirrorCopy>> fetch;
    private final Duration retryEvery;
    private final LongSupplier nanoTime;
    private Optional<Held> held = Optional.empty();
    private Optional<Long> notBefore = Optional.empty();
    private Optional<Future<Answer>> underWay = Optional.empty();

    /** A copy and when it was asked for, which is before it was made. */
    private record Held(MirrorCopy copy, long since) {}

    /** {@code fetch} fails with a {@link Refusal}; {@code nanoTime} as {@link System#nanoTime()}. */
    MirroredTarget(Supplier<Future<MirrorCopy>> fetch, Duration retryEvery, LongSupplier nanoTime) {
        this.fetch = fetch;
        this.retryEvery = retryEvery;
        this.nanoTime = nanoTime;
    }

    /** The copy that everybody gets now. */
    synchronized Future<Answer> answer() {
        long now = nanoTime.getAsLong();
        Optional<Answer> fresh = held.flatMap(known -> known.copy().after(Duration.ofNanos(now - known.since())));
        if (fresh.isPresent()) {
            return Future.succeededFuture(fresh.get());
        }
        held = Optional.empty();
        if (underWay.isPresent()) {
            return underWay.get();
        }
        Duration rest = notBefore.map(then -> Duration.ofNanos(then - now)).orElse(Duration.ZERO);
        if (rest.compareTo(Duration.ZERO) > 0) {
            return Future.failedFuture(Refusal.until(ProblemType.TARGET_UNAVAILABLE, rest));
        }
        Future<Answer> begun = fetch.get().map(copy -> hold(copy, now)).onFailure(failure -> leaveAlone());
        // It may have ended already.
        underWay = begun.isComplete() ? Optional.empty() : Optional.of(begun);
        return begun;
    }

    private synchronized Answer hold(MirrorCopy copy, long since) {
        underWay = Optional.empty();
        notBefore = Optional.empty();
        held = Optional.of(new Held(copy, since));
        return copy.after(Duration.ofNanos(nanoTime.getAsLong() - since))
                // It went stale on its way.
                .orElseThrow(() -> Refusal.of(ProblemType.TARGET_UNAVAILABLE));
    }

    private synchronized void leaveAlone() {
        underWay = Optional.empty();
        notBefore = Optional.of(nanoTime.getAsLong() + retryEvery.toNanos());
    }
}
