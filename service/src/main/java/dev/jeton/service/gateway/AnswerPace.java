package dev.jeton.service.gateway;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.service.http.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers leave a fixed time after their requests have arrived, however long it took to make them; those that took longer leave
 * at the next multiple of it. So the time shows no more of an answer than how often it was missed. Safe for concurrent use.
 */
@Singleton
class AnswerPace {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final long period;
    private final Semaphore places;
    private final Alarms alarms;

    @Inject
    AnswerPace(GatewayConfig config) {
        this(config.answerAfter(), config.maxWaiting(), new AlarmThread("answer-pace"));
    }

    AnswerPace(Duration answerAfter, int maxWaiting, Alarms alarms) {
        if (!answerAfter.isZero() && (answerAfter.compareTo(SHORTEST) < 0 || answerAfter.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("jeton.gateway.answer-after: expected 0, or 1 ms to 10 s");
        }
        if (maxWaiting < 1) {
            throw new IllegalArgumentException("jeton.gateway.max-waiting: expected at least 1");
        }
        this.period = answerAfter.toNanos();
        this.places = new Semaphore(maxWaiting);
        this.alarms = alarms;
    }

    /**
     * What {@code answer} emits, item or failure, when it is to leave, on the Vert.x context that subscribed. Fails with {@link
     * Refusal} at once, and {@code answer} is not subscribed to, if as many wait as may.
     *
     * @param arrival when the request's last byte was here, as {@link System#nanoTime} counts. Not earlier: a sender who lets his
     *     request drip in could place the work across the moment at which answers leave, and see how long it takes
     * @param lastTouch is given each item shortly before it leaves. What takes as long for all of them belongs here: of two threads
     *     the one that has rested longer answers later, and so an answer that was ready sooner would leave later
     */
    <T, R> Uni<R> release(long arrival, Uni<T> answer, Function<T, R> lastTouch) {
        return period == 0 ? answer.map(lastTouch) : Uni.createFrom().deferred(() -> paced(arrival, answer, lastTouch));
    }

    private <T, R> Uni<R> paced(long arrival, Uni<T> answer, Function<T, R> lastTouch) {
        if (!places.tryAcquire()) {
            return Uni.createFrom().failure(Refusal.of(ProblemType.SATURATED));
        }
        Departure departure = new Departure(alarms, arrival, period);
        departure.begin();
        Executor caller = on(Vertx.currentContext());
        return answer.onItemOrFailure()
                .call((item, failure) -> departure.near())
                .emitOn(caller)
                .map(lastTouch)
                .onItemOrFailure()
                .call((item, failure) -> departure.left())
                .emitOn(caller)
                .onTermination()
                .invoke(() -> {
                    if (departure.end()) {
                        places.release();
                    }
                });
    }

    private static Executor on(@Nullable Context caller) {
        return caller == null ? Runnable::run : task -> caller.runOnContext(ignored -> task.run());
    }

    @PreDestroy
    void close() {
        alarms.close();
    }
}
