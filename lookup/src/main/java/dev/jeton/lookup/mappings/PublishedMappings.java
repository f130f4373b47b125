package dev.jeton.lookup.mappings;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.MappingVerdict;
import dev.jeton.crypto.mapping.MappingVerifier;
import dev.jeton.crypto.mapping.RefusedDocument;
import dev.jeton.crypto.mapping.VerifiedMapping;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.lookup.atrest.MappingStore;
import dev.jeton.lookup.atrest.NewMapping;
import dev.jeton.lookup.document.Provider;
import dev.jeton.service.http.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** Verifies what recipients publish, off the event loop and only so many at once, and stores what verifies. */
@ApplicationScoped
class PublishedMappings {
    private final CsipTrust trust;
    private final Set<Authority> thisProvider;
    private final MappingStore store;
    private final InstantSource clock;
    private final WorkerExecutor verifiers;
    private final Semaphore room;

    PublishedMappings(
            MappingsConfig config,
            Provider provider,
            CsipTrust trust,
            MappingStore store,
            InstantSource clock,
            Vertx vertx) {
        this.trust = trust;
        this.thisProvider = Set.of(provider.authority());
        this.store = store;
        this.clock = clock;
        this.verifiers = vertx.createSharedWorkerExecutor("mapping-verifier", config.verifierThreads());
        this.room = new Semaphore(config.maxWaiting());
    }

    /**
     * Stores the mapping that {@code compact} holds. Fails with a {@link Refusal} if it does not verify, is not newer than
     * the stored one, or finds no place; and with {@link dev.jeton.lookup.atrest.StoreUnavailable}.
     */
    Uni<Void> publish(String compact) {
        Instant now = clock.instant();
        return verify(compact, now)
                .map(PublishedMappings::verified)
                .chain(mapping -> store.put(stored(mapping), now))
                .invoke(outcome -> {
                    switch (outcome) {
                        case STORED -> {}
                        case STALE -> throw Refusal.of(ProblemType.MAPPING_STALE);
                        case FULL -> throw Refusal.of(ProblemType.MAPPINGS_FULL);
                    }
                })
                .replaceWithVoid();
    }

    @PreDestroy
    void end() {
        var unused = verifiers.close();
    }

    private Uni<MappingVerdict> verify(String compact, Instant now) {
        return Uni.createFrom().deferred(() -> {
            if (!room.tryAcquire()) {
                return Uni.createFrom().failure(Refusal.of(ProblemType.SATURATED));
            }
            return Uni.createFrom()
                    .completionStage(() -> verifiers
                            .executeBlocking(() -> MappingVerifier.verify(compact, trust, thisProvider, now), false)
                            .toCompletionStage())
                    .onTermination()
                    .invoke(() -> room.release());
        });
    }

    /** The reason follows from the document and from public keys alone: it tells nothing about what is stored. */
    private static VerifiedMapping verified(MappingVerdict verdict) {
        if (verdict instanceof RefusedDocument refused) {
            String reason = refused.document() + ": " + refused.reason();
            String words = reason.toLowerCase(Locale.ROOT).replace('_', '-');
            String detail = refused.detail();
            throw Refusal.of(ProblemType.MAPPING_INVALID, detail.isEmpty() ? words : words + ": " + detail);
        }
        return (VerifiedMapping) verdict;
    }

    private static NewMapping stored(VerifiedMapping verified) {
        Mapping mapping = verified.mapping();
        return new NewMapping(
                mapping.csi(),
                verified.attestation().key().thumbprint(),
                mapping.sequence(),
                mapping.validity().expiresAt(),
                Bytes.ofUtf8(verified.compact()));
    }
}
