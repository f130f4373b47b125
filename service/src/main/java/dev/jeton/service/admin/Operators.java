package dev.jeton.service.admin;

import dev.jeton.crypto.operator.OperatorCredential;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.service.document.DocumentWatch;
import dev.jeton.service.document.WatchedDocuments;
import dev.jeton.service.http.Refusal;
import dev.jeton.service.jwt.BearerJwt;
import dev.jeton.service.jwt.JwtCheck;
import dev.jeton.service.jwt.VerificationKey;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The operators this service knows, in memory: one whose document is removed is none from the next request on. Refuses by
 * throwing {@link Refusal}. Safe for concurrent use.
 */
@Singleton
@Startup
class Operators {
    private final Optional<WatchedDocuments<String, Operator>> documents;
    private final JwtCheck jwts;
    private final String audience;

    /** A credential that says it is {@code operator}'s, and whose signature by {@code key} has still to be checked. */
    record Candidate(BearerJwt jwt, Operator operator, VerificationKey key) {}

    Operators(AdminConfig config, DocumentWatch watch, JwtCheck jwts) {
        this.documents = config.operatorsDirectory().map(Operators::in);
        this.jwts = jwts;
        this.audience = config.audience().orElse("");
        if (documents.isPresent() && audience.isEmpty()) {
            throw new IllegalArgumentException("jeton.admin.audience: needed with jeton.admin.operators-directory");
        }
        documents.ifPresent(watch::start);
    }

    static WatchedDocuments<String, Operator> in(Path directory) {
        return new WatchedDocuments<>(directory, Operator.KIND, Operator::of, Operator::name, "spec.name");
    }

    /** Microseconds, and no signature is checked. */
    Candidate admit(Optional<String> authorization) {
        try {
            BearerJwt jwt = BearerJwt.read(authorization, OperatorCredential.TYPE)
                    .orElseThrow(() -> BearerJwt.missing(ProblemType.OPERATOR_CREDENTIAL_MISSING));
            String name = jwt.issuer(OperatorCredential.MAX_NAME_CHARS);
            Operator operator = documents.flatMap(known -> known.about(name)).orElseThrow(Operators::invalid);
            VerificationKey key = jwt.keyId()
                    .flatMap(keyId -> Optional.ofNullable(operator.keys().get(keyId)))
                    .filter(jwt::isFor)
                    .orElseThrow(Operators::invalid);
            return new Candidate(jwt, operator, key);
        } catch (MalformedMessage e) {
            throw invalid();
        }
    }

    /** The operator's name. Up to a millisecond of CPU: not on an event loop. */
    String verify(Candidate candidate) {
        JwtCheck.Expected expected =
                new JwtCheck.Expected(candidate.operator().name(), audience, OperatorCredential.MAX_LIFE);
        if (jwts.check(candidate.jwt(), candidate.key(), expected) != JwtCheck.Verdict.VALID) {
            throw invalid();
        }
        try {
            OperatorCredential credential =
                    OperatorCredential.parse(candidate.jwt().jws().uncheckedPayload());
            if (!credential.audience().equals(audience)) {
                throw invalid();
            }
            if (!credential.isOperator()) {
                throw Refusal.of(ProblemType.OPERATOR_FORBIDDEN);
            }
            return credential.operator();
        } catch (MalformedMessage e) {
            throw invalid();
        }
    }

    private static Refusal invalid() {
        return BearerJwt.rejected(ProblemType.OPERATOR_CREDENTIAL_INVALID);
    }
}
