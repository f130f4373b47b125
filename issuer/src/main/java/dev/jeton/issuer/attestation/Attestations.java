package dev.jeton.issuer.attestation;

import dev.jeton.crypto.attestation.SenderAttestation;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.issuer.IssuerConfig;
import dev.jeton.issuer.keys.EpochKey;
import dev.jeton.issuer.keys.LiveKeys;
import dev.jeton.issuer.msp.Msp;
import dev.jeton.issuer.msp.MspAdmission;
import dev.jeton.service.http.Refusal;
import dev.jeton.service.jwt.BearerJwt;
import dev.jeton.service.jwt.JwtCheck;
import dev.jeton.service.jwt.VerificationKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Reads {@code Authorization: Bearer <attestation>}. Refuses by throwing {@link Refusal}. Safe for concurrent use. */
@ApplicationScoped
public class Attestations {
    private final MspAdmission msps;
    private final LiveKeys keys;
    private final JwtCheck jwts;
    private final InstantSource clock;
    private final String audience;

    Attestations(MspAdmission msps, LiveKeys keys, JwtCheck jwts, InstantSource clock, IssuerConfig issuer) {
        this.msps = msps;
        this.keys = keys;
        this.jwts = jwts;
        this.clock = clock;
        this.audience = issuer.baseUrl().toString();
    }

    /** What costs next to nothing to see: microseconds, and no signature is checked. */
    public AttestationCandidate admit(Optional<String> authorization) {
        try {
            BearerJwt jwt = BearerJwt.read(authorization, SenderAttestation.TYPE)
                    .orElseThrow(() -> BearerJwt.missing(ProblemType.ATTESTATION_MISSING));
            Msp msp = msps.admit(jwt.issuer(MspUri.MAX_CHARS));
            VerificationKey key = jwt.keyId()
                    .flatMap(keyId -> msps.key(msp, keyId))
                    .filter(jwt::isFor)
                    .orElseThrow(Attestations::invalid);
            return new AttestationCandidate(jwt, msp, key);
        } catch (MalformedMessage e) {
            throw invalid();
        }
    }

    /** Checks signature and claims. About a millisecond of CPU: not on an event loop. */
    public AttestedSender verify(AttestationCandidate candidate) {
        JwtCheck.Expected expected =
                new JwtCheck.Expected(candidate.msp().name().uri(), audience, SenderAttestation.MAX_LIFE);
        switch (jwts.check(candidate.jwt(), candidate.key(), expected)) {
            case INVALID -> throw invalid();
            case EXPIRED -> throw BearerJwt.rejected(ProblemType.ATTESTATION_EXPIRED);
            case VALID -> {}
        }
        try {
            SenderAttestation attestation =
                    SenderAttestation.parse(candidate.jwt().jws().uncheckedPayload());
            // SmallRye JWT would be content with one of several audiences; the claim is one string here, and this one.
            if (!attestation.audience().equals(audience)) {
                throw invalid();
            }
            return new AttestedSender(attestation, signingKey(attestation, clock.instant()));
        } catch (MalformedMessage e) {
            throw invalid();
        }
    }

    private EpochKey signingKey(SenderAttestation attestation, Instant now) {
        if (keys.ring().current(now).isEmpty()) {
            throw Refusal.of(ProblemType.KEYS_UNAVAILABLE).with("Retry-After", "5");
        }
        return keys.ring()
                .signing(attestation.epoch(), now)
                .orElseThrow(() -> BearerJwt.rejected(ProblemType.ATTESTATION_WRONG_EPOCH));
    }

    private static Refusal invalid() {
        return BearerJwt.rejected(ProblemType.ATTESTATION_INVALID);
    }
}
