package dev.jeton.redeemer.service.callers;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.service.http.Refusal;
import dev.jeton.service.jwt.BearerJwt;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/** Finds out who calls. Safe for concurrent use. */
@Singleton
public class Callers {
    private final CallerCertificates certificates;
    private final CallerJwts jwts;

    Callers(CallerCertificates certificates, CallerJwts jwts) {
        this.certificates = certificates;
        this.jwts = jwts;
    }

    /**
     * The caller's name: by its JWT if there is an {@code Authorization}, else by its certificate. Fails with a
     * {@link Refusal}: {@code caller-credential-missing}, {@code caller-credential-invalid}, {@code caller-forbidden} for a
     * certificate of another name, {@code saturated}.
     */
    public Uni<String> identify(HttpServerRequest request) {
        return Uni.createFrom().deferred(() -> {
            String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
            return authorization == null
                    ? Uni.createFrom()
                            .item(certificates
                                    .identify(request.sslSession())
                                    .orElseThrow(() -> BearerJwt.missing(ProblemType.CALLER_CREDENTIAL_MISSING)))
                    : jwts.identify(authorization);
        });
    }
}
