package dev.jeton.relay.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.relay.clients.AddressHash.Hashed;
import dev.jeton.relay.http.ProblemType;
import dev.jeton.relay.http.Refusal;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ArrivingTest {
    private static final Hashed ONE = new Hashed(0, 1);
    private static final Hashed OTHER = new Hashed(0, 2);

    private final Arriving arriving = new Arriving(2, 3);

    @Test
    void client_hasItsShare_andNoMore() {
        arriving.begin(ONE);
        arriving.begin(ONE);

        assertRefused(() -> arriving.begin(ONE), ProblemType.TOO_MANY_REQUESTS);
        assertThatCode(() -> arriving.begin(OTHER)).doesNotThrowAnyException();
    }

    @Test
    void allTogether_haveNoMoreThanThereIs() {
        arriving.begin(ONE);
        arriving.begin(ONE);
        arriving.begin(OTHER);

        assertRefused(() -> arriving.begin(new Hashed(0, 3)), ProblemType.SATURATED);
    }

    @Test
    void whatHasArrived_makesRoom_once() {
        arriving.begin(ONE);
        arriving.begin(ONE);
        arriving.begin(OTHER);
        arriving.end(ONE);

        arriving.begin(OTHER);

        assertRefused(() -> arriving.begin(ONE), ProblemType.SATURATED);
    }

    @Test
    void refused_countsNothing_andWhoIsThroughIsForgotten() {
        arriving.begin(ONE);
        arriving.begin(ONE);
        assertRefused(() -> arriving.begin(ONE), ProblemType.TOO_MANY_REQUESTS);
        arriving.end(ONE);
        arriving.end(ONE);

        assertThat(arriving.clients()).isZero();
        arriving.begin(ONE);
        arriving.begin(ONE);
        arriving.begin(OTHER);
    }

    @Test
    void atOnce_noMoreThanTheShareGetIn() throws InterruptedException {
        Arriving narrow = new Arriving(5, 100);
        AtomicInteger in = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        Thread[] threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> {
                try {
                    start.await();
                    narrow.begin(ONE);
                    in.incrementAndGet();
                } catch (Refusal refused) {
                    // As three of them are.
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            threads[i].start();
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(in).hasValue(5);
    }

    private static void assertRefused(ThrowingCallable begin, ProblemType type) {
        assertThatThrownBy(begin)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.type()).isEqualTo(type));
    }
}
