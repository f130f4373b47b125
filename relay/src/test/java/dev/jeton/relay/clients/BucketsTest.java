package dev.jeton.relay.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.relay.clients.AddressHash.Hashed;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {
    private static final Hashed ONE = new Hashed(1, 1);
    private static final Hashed OTHER = new Hashed(1, 2);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

    private Buckets buckets(int perSecond, int burst, int maxClients) {
        return new Buckets(perSecond, burst, maxClients, now::get);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static int taken(Buckets buckets, Hashed client) {
        int taken = 0;
        while (buckets.take(client).isZero()) {
            taken++;
        }
        return taken;
    }

    @Test
    void burst_isTakenAtOnce_andOneMoreIsNot() {
        Buckets buckets = buckets(10, 7, 100);

        assertThat(taken(buckets, ONE)).isEqualTo(7);
        assertThat(taken(buckets, OTHER)).isEqualTo(7);
    }

    @Test
    void refusal_saysWhenThereIsOneMore() {
        Buckets buckets = buckets(10, 3, 100);
        taken(buckets, ONE);

        Duration wait = buckets.take(ONE);

        assertThat(wait).isEqualTo(Duration.ofMillis(100));
        pass(wait.minusNanos(1));
        assertThat(buckets.take(ONE)).isEqualTo(Duration.ofNanos(1));
        pass(Duration.ofNanos(1));
        assertThat(taken(buckets, ONE)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 60, 86_400 * 365})
    void rest_fillsTheBucket_andNotMore(long seconds) {
        Buckets buckets = buckets(10, 7, 100);
        taken(buckets, ONE);

        pass(Duration.ofSeconds(seconds));

        assertThat(taken(buckets, ONE)).isEqualTo(7);
    }

    @Test
    void longestAway_isForgotten_whenThereAreTooMany() {
        Buckets buckets = buckets(1, 1, 2);
        taken(buckets, ONE);
        taken(buckets, OTHER);
        assertThat(taken(buckets, ONE)).isZero();

        taken(buckets, new Hashed(3, 3));

        assertThat(buckets.size()).isEqualTo(2);
        assertThat(taken(buckets, ONE)).isZero();
        assertThat(taken(buckets, OTHER)).isEqualTo(1);
    }

    @Test
    void parallelRequests_takeExactlyTheBurst() throws InterruptedException {
        Buckets buckets = buckets(10, 500, 100);
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 1000; i++) {
            threads.execute(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                if (buckets.take(ONE).isZero()) {
                    taken.incrementAndGet();
                }
            });
        }
        start.countDown();
        threads.shutdown();

        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(taken).hasValue(500);
    }
}
