package dev.jeton.lookup.mappings;

import dev.jeton.crypto.mapping.RefusedDocument;
import dev.jeton.crypto.mapping.RemovalVerdict;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.service.http.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/** Verifies what recipients and CSIPs send: off the event loop, and only so much at once. */
@ApplicationScoped
class Verifications {
    /** A CSIP's keys are not there the next second. */
    private static final String RETRY_AFTER_SECONDS = "30";

    private final WorkerExecutor verifiers;
    private final Semaphore room;

    Verifications(MappingsConfig config, Vertx vertx) {
        this.verifiers = vertx.createSharedWorkerExecutor("mapping-verifier", config.verifierThreads());
        this.room = new Semaphore(config.maxWaiting());
    }

    /** The verdict; or a {@link Refusal} at once if too many wait for theirs. */
    <V> Uni<V> verify(Callable<V> verification) {
        return Uni.createFrom().deferred(() -> {
            if (!room.tryAcquire()) {
                return Uni.createFrom().failure(Refusal.of(ProblemType.SATURATED));
            }
            return Uni.createFrom()
                    .completionStage(
                            () -> verifiers.executeBlocking(verification, false).toCompletionStage())
                    .onTermination()
                    .invoke(() -> room.release());
        });
    }

    /** The reason follows from the document and from public keys alone: it tells nothing about what is stored. */
    static Refusal refusal(ProblemType type, RefusedDocument refused) {
        if (refused.reason() == RefusedDocument.Reason.NO_CSIP_KEYS) {
            return keysUnavailable();
        }
        String words = words(refused);
        String detail = refused.detail();
        return Refusal.of(type, detail.isEmpty() ? words : words + ": " + detail);
    }

    /** Throws a {@link Refusal} if {@code verdict} says nothing for want of a CSIP's keys. */
    static void requireKeys(RemovalVerdict verdict) {
        if (verdict instanceof RefusedDocument refused && refused.reason() == RefusedDocument.Reason.NO_CSIP_KEYS) {
            throw keysUnavailable();
        }
    }

    private static Refusal keysUnavailable() {
        return Refusal.of(ProblemType.CSIP_KEYS_UNAVAILABLE).with("Retry-After", RETRY_AFTER_SECONDS);
    }

    /** {@code attestation: not-entitled}. */
    static String words(RefusedDocument refused) {
        String reason = refused.document() + ": " + refused.reason();
        return reason.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @PreDestroy
    void end() {
        var unused = verifiers.close();
    }
}
