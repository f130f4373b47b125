package dev.jeton.issuer.it;

import static dev.jeton.issuer.it.IssuerProcess.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenPublicKey;
import dev.jeton.crypto.wire.Bytes;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Senders who ask both replicas for batches without a pause, and for each batch again, at the other one, until they have
 * its tokens.
 */
final class Load implements AutoCloseable {
    private static final int SENDERS = 8;
    private static final int BATCH = 2;
    private static final int MOST_TRIES = 2_000;
    private static final long PAUSE_MILLIS = 20;

    private final List<IssuerProcess> issuers;
    private final TokenPublicKey key;
    private final List<Sender> senders = new ArrayList<>();
    private final List<Future<?>> running = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final AtomicInteger cutOff = new AtomicInteger();
    private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    private record Sender(String attestation, AtomicInteger tokens) {}

    private Load(OwnIssuers own, ToyMsp msp, String tier, String name) {
        this.issuers = own.both();
        this.key = own.first.signingKey().publicKey();
        for (int i = 0; i < SENDERS; i++) {
            Sender sender = new Sender(own.first.attest(msp, name + i, tier), new AtomicInteger());
            senders.add(sender);
            int offset = i;
            running.add(threads.submit(() -> askOn(sender, offset)));
        }
    }

    static Load on(OwnIssuers own, ToyMsp msp, String tier, String name) {
        return new Load(own, msp, tier, name);
    }

    /** Waits until {@code more} batches than now are answered. */
    void awaitAnswers(int more) {
        int target = answered.get() + more;
        IssuerProcess.await(more + " more batches answered", () -> answered.get() >= target || !unexpected.isEmpty());
    }

    /** Lets each sender get what it still asks for. */
    void finish() throws Exception {
        over = true;
        for (Future<?> sender : running) {
            sender.get();
        }
    }

    int unavailable() {
        return unavailable.get();
    }

    /** Requests whose connection broke. */
    int cutOff() {
        return cutOff.get();
    }

    /** That every sender was charged for exactly the tokens it got, by the word of each of {@code asked}. */
    void assertChargedForWhatTheyGot(List<IssuerProcess> asked) {
        assertThat(unexpected).isEmpty();
        for (Sender sender : senders) {
            assertThat(sender.tokens().get()).isPositive();
            for (IssuerProcess issuer : asked) {
                assertThat(Quotas.charged(issuer, sender.attestation()))
                        .isEqualTo(sender.tokens().get());
            }
        }
    }

    private void askOn(Sender sender, int offset) {
        for (int i = offset; !over && unexpected.isEmpty(); i++) {
            Pending batch = Pending.of(key, BATCH);
            List<Token> tokens = askUntilAnswered(sender, batch, i);
            assertThat(tokens).allMatch(key::verify);
            sender.tokens().addAndGet(tokens.size());
            answered.incrementAndGet();
        }
    }

    private List<Token> askUntilAnswered(Sender sender, Pending batch, int start) {
        Bytes body = batch.encode();
        for (int i = start; i < start + MOST_TRIES && unexpected.isEmpty(); i++) {
            try {
                HttpResponse<byte[]> response = issuers.get(i % issuers.size()).batch(sender.attestation(), body);
                if (response.statusCode() == 200) {
                    return batch.finish(response.body());
                }
                count(response);
            } catch (UncheckedIOException e) {
                cutOff.incrementAndGet();
            }
            pause();
        }
        unexpected.add("never answered, or given up");
        return List.of();
    }

    private void count(HttpResponse<byte[]> response) {
        if (response.statusCode() == 503) {
            unavailable.incrementAndGet();
        } else {
            unexpected.add(response.statusCode() + " " + problem(response));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        over = true;
        threads.shutdownNow();
    }
}
