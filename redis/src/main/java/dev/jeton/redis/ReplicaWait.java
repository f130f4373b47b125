package dev.jeton.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Waits until replicas have what was answered over one connection.
 *
 * <p>Redis answers {@code WAIT} when enough replicas have all that it ran before over the same connection, and reads nothing
 * more from it until then. So one is on its way at a time, for all that were answered before it, and the next one is for
 * all that are answered meanwhile.
 */
final class ReplicaWait {
    /** A part of the time that one command has, since others wait behind it. */
    private static final int PART = 4;

    private final RedisSession session;
    private final Connector connector;
    private final int replicas;
    private final Duration timeout;
    private Optional<CompletableFuture<Void>> next = Optional.empty();
    private boolean waiting;

    ReplicaWait(RedisSession session, Connector connector, RedisSettings settings) {
        this.session = session;
        this.connector = connector;
        this.replicas = settings.replicasAcknowledged();
        this.timeout = settings.commandTimeout().dividedBy(PART);
    }

    /** Completes when they have what was answered before this call; fails if that takes too long. */
    CompletionStage<Void> caughtUp() {
        if (replicas == 0) {
            return CompletableFuture.completedFuture(null);
        }
        synchronized (this) {
            CompletableFuture<Void> covered = next.orElseGet(CompletableFuture::new);
            next = Optional.of(covered);
            if (!waiting) {
                waiting = true;
                askSoon();
            }
            return covered;
        }
    }

    /** Not at once: the answers that came together are all for the same one. */
    private void askSoon() {
        if (!connector.soon(this::ask)) {
            ask(); // It will be refused, and say so.
        }
    }

    private void ask() {
        CompletableFuture<Void> covered;
        synchronized (this) {
            if (next.isEmpty()) {
                waiting = false;
                return;
            }
            covered = next.get();
            next = Optional.empty();
        }
        CommandArgs<byte[], byte[]> arguments =
                new CommandArgs<>(ByteArrayCodec.INSTANCE).add(replicas).add(Math.max(1, timeout.toMillis()));
        var unused = session.send(CommandType.WAIT, new IntegerOutput<>(ByteArrayCodec.INSTANCE), arguments)
                .whenComplete((count, failure) -> {
                    askSoon();
                    if (failure != null) {
                        covered.completeExceptionally(failure);
                    } else if (count < replicas) {
                        covered.completeExceptionally(new RedisUnavailable(
                                "Redis: " + count + " replicas have it, of " + replicas + " that must"));
                    } else {
                        covered.complete(null);
                    }
                });
    }
}
