package dev.jeton.service.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.service.http.Refusal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AnswerPaceTest {
    private static final long ARRIVAL = -5_000_000; // nanoTime may count from anywhere.
    private static final long PERIOD = 20_000_000;
    private static final long TOUCHED = PERIOD - Departure.LAST_TOUCH;

    private final ByHand alarms = new ByHand();
    private final AnswerPace pace = new AnswerPace(Duration.ofNanos(PERIOD), 2, alarms);
    private final CompletableFuture<String> answer = new CompletableFuture<>();

    @Test
    void release_answerThatIsReady_leavesOnePeriodAfterArrival() {
        alarms.now = ARRIVAL + 1_000_000; // Some time went by until the gateway got to it.
        UniAssertSubscriber<String> sender = release(ARRIVAL);
        answer.complete("sealed");

        alarms.until(ARRIVAL + PERIOD - 1);
        sender.assertNotTerminated();

        alarms.until(ARRIVAL + PERIOD);
        sender.assertCompleted().assertItem("sealed");
    }

    @Test
    void release_answerThatIsLate_leavesAtTheNextMultiple() {
        UniAssertSubscriber<String> sender = release();
        alarms.until(ARRIVAL + PERIOD + TOUCHED + 1);
        answer.complete("sealed");

        alarms.until(ARRIVAL + 3 * PERIOD - 1);
        sender.assertNotTerminated();

        alarms.until(ARRIVAL + 3 * PERIOD);
        sender.assertItem("sealed");
    }

    @Test
    void release_lastTouch_isGivenShortlyBeforeItLeavesAndNoSooner() {
        List<Long> touched = new ArrayList<>();
        UniAssertSubscriber<String> sender = pace.release(
                        ARRIVAL, Uni.createFrom().item("padded"), item -> {
                            touched.add(alarms.now);
                            return item + " and sealed";
                        })
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());

        alarms.until(ARRIVAL + PERIOD);

        assertThat(touched).containsExactly(ARRIVAL + TOUCHED);
        sender.assertItem("padded and sealed");
    }

    @Test
    void release_lastTouchThatFails_leavesWhenAnAnswerWould() {
        UniAssertSubscriber<String> sender = pace.<String, String>release(
                        ARRIVAL, Uni.createFrom().item("padded"), item -> {
                            throw new IllegalStateException("cannot be sealed");
                        })
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());

        alarms.until(ARRIVAL + PERIOD - 1);
        sender.assertNotTerminated();

        alarms.until(ARRIVAL + PERIOD);
        sender.assertFailedWith(IllegalStateException.class);
    }

    @Test
    void release_failure_waitsAsAnAnswerDoes() {
        UniAssertSubscriber<String> sender = release();
        answer.completeExceptionally(Refusal.of(ProblemType.REQUEST_MALFORMED));

        alarms.until(ARRIVAL + PERIOD - 1);
        sender.assertNotTerminated();

        alarms.until(ARRIVAL + PERIOD);
        sender.assertFailedWith(Refusal.class, ProblemType.REQUEST_MALFORMED.slug());
    }

    @Test
    void release_alarm_isSetBeforeAnybodyWorks() {
        List<Integer> alarmsSet = new ArrayList<>();

        pace.release(ARRIVAL, Uni.createFrom().item(() -> alarmsSet.add(alarms.pending.size())), same -> same)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());

        assertThat(alarmsSet).containsExactly(1);
    }

    @Test
    void release_moreThanMayWait_areRefusedAndNobodyWorksOnThem() {
        AtomicBoolean worked = new AtomicBoolean();
        release();
        release();

        pace.release(ARRIVAL, Uni.createFrom().item(() -> worked.getAndSet(true)), same -> same)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .assertFailedWith(Refusal.class, ProblemType.SATURATED.slug());

        assertThat(worked).isFalse();
    }

    @Test
    void release_placesOfAnswersThatHaveLeft_areFree() {
        answer.complete("sealed");

        for (int i = 0; i < 5; i++) {
            UniAssertSubscriber<String> sender = release();
            alarms.until(alarms.now + PERIOD);
            sender.assertItem("sealed");
        }
    }

    @Test
    void release_senderWhoIsGone_leavesItsPlaceAndNoAlarms() {
        for (int i = 0; i < 5; i++) {
            release().cancel();
        }
        alarms.until(ARRIVAL + 2 * PERIOD);

        assertThat(alarms.pending).isEmpty();
        answer.complete("sealed");
        UniAssertSubscriber<String> sender = release();
        alarms.until(alarms.now + PERIOD);
        sender.assertItem("sealed");
    }

    @Test
    void release_withoutAPeriod_isTheAnswerItself() {
        AnswerPace atOnce = new AnswerPace(Duration.ZERO, 1, alarms);

        for (int i = 0; i < 5; i++) {
            atOnce.release(ARRIVAL, Uni.createFrom().item("padded"), item -> "sealed")
                    .subscribe()
                    .withSubscriber(UniAssertSubscriber.create())
                    .assertItem("sealed");
        }
        assertThat(alarms.pending).isEmpty();
    }

    @Test
    void release_byTheThread_comesBackToTheCallersContext() throws Exception {
        AnswerPace real = new AnswerPace(Duration.ofMillis(1), 1, new AlarmThread("pace-test"));
        Vertx vertx = Vertx.vertx();
        try {
            Context caller = vertx.getOrCreateContext();
            CompletableFuture<Context> emitted = new CompletableFuture<>();
            caller.runOnContext(
                    go -> real.release(System.nanoTime(), Uni.createFrom().item("sealed"), same -> same)
                            .subscribe()
                            .with(item -> emitted.complete(Vertx.currentContext()), emitted::completeExceptionally));

            assertThat(emitted.get(30, TimeUnit.SECONDS)).isSameAs(caller);
        } finally {
            real.close();
            vertx.close();
        }
    }

    @Test
    void settings_outOfTheirBounds_areNamed() {
        for (Duration after : List.of(Duration.ofNanos(-1), Duration.ofNanos(999_999), Duration.ofMillis(10_001))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new AnswerPace(after, 1, alarms))
                    .withMessageContaining("answer-after");
        }
        assertThatThrownBy(() -> new AnswerPace(Duration.ZERO, 0, alarms)).hasMessageContaining("max-waiting");
    }

    private UniAssertSubscriber<String> release() {
        return release(alarms.now);
    }

    private UniAssertSubscriber<String> release(long arrival) {
        return pace.release(arrival, Uni.createFrom().completionStage(answer::copy), same -> same)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    /** Rings when the test says so. */
    private static final class ByHand implements Alarms {
        private final List<Alarm> pending = new ArrayList<>();
        private long now = ARRIVAL;

        private record Alarm(long due, Runnable task) {}

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void ring(long dueNanos, Runnable task) {
            pending.add(new Alarm(dueNanos, task));
        }

        @Override
        public void close() {}

        void until(long nanos) {
            while (true) {
                Optional<Alarm> next = pending.stream().min(Comparator.comparing(Alarm::due));
                if (next.isEmpty() || next.get().due > nanos) {
                    now = nanos;
                    return;
                }
                pending.remove(next.get());
                now = next.get().due;
                next.get().task.run();
            }
        }
    }
}
