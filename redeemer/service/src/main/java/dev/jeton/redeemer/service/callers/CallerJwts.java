package dev.jeton.redeemer.service.callers;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.redeemer.service.Identity;
import dev.jeton.service.document.DocumentWatch;
import dev.jeton.service.document.WatchedDocuments;
import dev.jeton.service.http.Refusal;
import dev.jeton.service.jwt.BearerJwt;
import dev.jeton.service.jwt.JwtCheck;
import dev.jeton.service.jwt.VerificationKey;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Callers that come with a JWT of their own: {@code typ} {@value #TYPE}, {@code iss} and {@code sub} their name, {@code aud}
 * this service, ten minutes at most. One whose document is removed is none from the next request on. Safe for concurrent
 * use.
 */
@Singleton
@Startup
class CallerJwts {
    static final String TYPE = "caller+jwt";
    static final Duration MAX_LIFE = Duration.ofMinutes(10);

    private static final int MOST_WAITING = 10_000;

    private final Optional<WatchedDocuments<String, Caller>> documents;
    private final JwtCheck jwts;
    private final Vertx vertx;
    private final String audience;
    private final Semaphore places;

    private record Candidate(BearerJwt jwt, Caller caller, VerificationKey key) {}

    CallerJwts(CallerConfig config, DocumentWatch watch, JwtCheck jwts, Vertx vertx, Identity self) {
        if (config.maxWaiting() < 1 || config.maxWaiting() > MOST_WAITING) {
            throw new IllegalArgumentException("jeton.redeemer.callers.max-waiting: expected 1 to " + MOST_WAITING);
        }
        this.documents = config.directory()
                .map(directory ->
                        new WatchedDocuments<>(directory, Caller.KIND, Caller::of, Caller::name, "spec.name"));
        this.jwts = jwts;
        this.vertx = vertx;
        this.audience = self.baseUrl();
        this.places = new Semaphore(config.maxWaiting());
        documents.ifPresent(watch::start);
    }

    /** The name of the caller in {@code authorization}; fails with a {@link Refusal}. */
    Uni<String> identify(String authorization) {
        Candidate candidate = admit(authorization);
        if (!places.tryAcquire()) {
            throw Refusal.of(ProblemType.SATURATED);
        }
        // Up to a millisecond of CPU: not on an event loop. Memoized, so that who goes away does not free a place whose
        // work goes on.
        return Uni.createFrom()
                .completionStage(() ->
                        vertx.executeBlocking(() -> verify(candidate), false).toCompletionStage())
                .onTermination()
                .invoke(() -> places.release())
                .memoize()
                .indefinitely();
    }

    /** Microseconds, and no signature is checked. */
    private Candidate admit(String authorization) {
        try {
            BearerJwt jwt = BearerJwt.read(Optional.of(authorization), TYPE)
                    .orElseThrow(() -> BearerJwt.missing(ProblemType.CALLER_CREDENTIAL_MISSING));
            String name = jwt.issuer(Caller.MAX_NAME_CHARS);
            Caller caller = documents.flatMap(known -> known.about(name)).orElseThrow(CallerJwts::invalid);
            VerificationKey key = jwt.keyId()
                    .flatMap(keyId -> Optional.ofNullable(caller.keys().get(keyId)))
                    .filter(jwt::isFor)
                    .orElseThrow(CallerJwts::invalid);
            return new Candidate(jwt, caller, key);
        } catch (MalformedMessage e) {
            throw invalid();
        }
    }

    private String verify(Candidate candidate) {
        String name = candidate.caller().name();
        JwtCheck.Expected expected = new JwtCheck.Expected(name, audience, MAX_LIFE);
        boolean isValid = jwts.check(candidate.jwt(), candidate.key(), expected) == JwtCheck.Verdict.VALID
                && candidate
                        .jwt()
                        .jws()
                        .uncheckedPayload()
                        .optionalString("sub", Caller.MAX_NAME_CHARS)
                        .equals(Optional.of(name));
        if (!isValid) {
            throw invalid();
        }
        return name;
    }

    private static Refusal invalid() {
        return BearerJwt.rejected(ProblemType.CALLER_CREDENTIAL_INVALID);
    }
}
