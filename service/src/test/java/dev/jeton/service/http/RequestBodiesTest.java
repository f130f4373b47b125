package dev.jeton.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestBodiesTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int MEGABYTE = 1 << 20;

    private final RequestBodies bodies = new RequestBodies(LONG, MEGABYTE);

    @Test
    void body_upToItsBound_isRead() {
        Sender sender = new Sender();
        CompletableFuture<Bytes> body = read(bodies, sender, 10);
        sender.send(4);
        sender.send(6);
        sender.end();

        assertThat(body.join().size()).isEqualTo(10);
    }

    @Test
    void body_beyondItsBound_isRefusedBeforeItsEnd() {
        Sender sender = new Sender();
        CompletableFuture<Bytes> body = read(bodies, sender, 10);
        sender.send(11);

        assertRefused(body, ProblemType.BODY_TOO_LARGE);
        sender.send(MEGABYTE); // Thrown away: nothing is left of it in the share of others.
        assertRoomFor(bodies, MEGABYTE);
    }

    @Test
    void bodies_togetherBeyondTheMemory_areRefused_untilOthersHaveArrived() {
        Sender first = new Sender();
        CompletableFuture<Bytes> large = read(bodies, first, MEGABYTE);
        first.send(MEGABYTE);

        Sender second = new Sender();
        CompletableFuture<Bytes> refused = read(bodies, second, 10);
        second.send(1);
        assertRefused(refused, ProblemType.SATURATED);

        first.end();
        assertThat(large.join().size()).isEqualTo(MEGABYTE);
        assertRoomFor(bodies, MEGABYTE);
    }

    @Test
    void bodies_thatTakeAllMemory_leaveOthersApartTheirs() {
        RequestBodies operators = bodies.apart(10);
        Sender large = new Sender();
        CompletableFuture<Bytes> unfinished = read(bodies, large, MEGABYTE);
        large.send(MEGABYTE);

        assertRoomFor(operators, 10);
        large.end();
        assertThat(unfinished.join().size()).isEqualTo(MEGABYTE);
    }

    @Test
    void body_thatTricklesIn_isRefused_andItsMemoryIsFree() {
        RequestBodies impatient = new RequestBodies(Duration.ofMillis(300), MEGABYTE);
        Sender sender = new Sender();
        CompletableFuture<Bytes> body = read(impatient, sender, MEGABYTE);
        sender.send(MEGABYTE);

        assertRefused(body, ProblemType.BODY_TOO_SLOW);
        sender.send(1);
        assertRoomFor(impatient, MEGABYTE);
    }

    @Test
    void sender_whoGoesAway_leavesNothing() {
        Sender sender = new Sender();
        CompletableFuture<Bytes> body = read(bodies, sender, MEGABYTE);
        sender.send(MEGABYTE);
        sender.breakOff();

        assertRefused(body, ProblemType.REQUEST_MALFORMED);
        assertRoomFor(bodies, MEGABYTE);
    }

    @Test
    void settings_withoutSense_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestBodies(Duration.ZERO, MEGABYTE))
                .withMessageContaining("bodies.timeout");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestBodies(LONG, MEGABYTE - 1))
                .withMessageContaining("bodies.max-memory");
    }

    private static void assertRoomFor(RequestBodies bodies, int bytes) {
        Sender sender = new Sender();
        CompletableFuture<Bytes> body = read(bodies, sender, bytes);
        sender.send(bytes);
        sender.end();
        assertThat(body.join().size()).isEqualTo(bytes);
    }

    private static void assertRefused(CompletableFuture<Bytes> body, ProblemType type) {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(body::join)
                .havingCause()
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.type()).isEqualTo(type);
                    assertThat(refusal.fields()).containsExactly(new Answer.Field("Connection", "close"));
                });
    }

    private static CompletableFuture<Bytes> read(RequestBodies bodies, Sender sender, int maxBytes) {
        return bodies.read(sender, maxBytes, false).subscribeAsCompletionStage();
    }

    /** A body that arrives as the test wants it. */
    private static final class Sender implements ReadStream<Buffer> {
        private Handler<Buffer> chunks = chunk -> {};
        private Handler<Void> end = nothing -> {};
        private Handler<Throwable> failure = thrown -> {};

        void send(int bytes) {
            chunks.handle(Buffer.buffer(new byte[bytes]));
        }

        void end() {
            end.handle(null);
        }

        void breakOff() {
            failure.handle(new IllegalStateException("connection reset"));
        }

        @Override
        public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
            failure = handler == null ? failure : handler;
            return this;
        }

        @Override
        public ReadStream<Buffer> handler(@Nullable Handler<Buffer> handler) {
            chunks = handler == null ? chunks : handler;
            return this;
        }

        @Override
        public ReadStream<Buffer> endHandler(@Nullable Handler<Void> handler) {
            end = handler == null ? end : handler;
            return this;
        }

        @Override
        public ReadStream<Buffer> pause() {
            return this;
        }

        @Override
        public ReadStream<Buffer> resume() {
            return this;
        }

        @Override
        public ReadStream<Buffer> fetch(long amount) {
            return this;
        }
    }
}
