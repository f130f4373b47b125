package dev.jeton.issuer.attestation;

import dev.jeton.crypto.attestation.SenderAttestation;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.Jws;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.issuer.IssuerConfig;
import dev.jeton.issuer.http.Refusal;
import dev.jeton.issuer.keys.EpochKey;
import dev.jeton.issuer.keys.LiveKeys;
import dev.jeton.issuer.msp.Msp;
import dev.jeton.issuer.msp.MspKey;
import dev.jeton.issuer.msp.MspRegistry;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwt.consumer.InvalidJwtException;

/** Reads {@code Authorization: Bearer <attestation>}. Refuses by throwing {@link Refusal}. Safe for concurrent use. */
@ApplicationScoped
public class Attestations {
    private static final String SCHEME = "Bearer ";
    private static final int MAX_CHARS = 4096;
    private static final int MAX_CLAIM_CHARS = 512;
    private static final Set<String> HEADERS = Set.of("alg", "kid", "typ");

    private final MspRegistry msps;
    private final LiveKeys keys;
    private final JWTParser parser;
    private final InstantSource clock;
    private final String audience;

    Attestations(MspRegistry msps, LiveKeys keys, JWTParser parser, InstantSource clock, IssuerConfig issuer) {
        this.msps = msps;
        this.keys = keys;
        this.parser = parser;
        this.clock = clock;
        this.audience = issuer.baseUrl().toString();
    }

    /** What costs next to nothing to see: microseconds, and no signature is checked. */
    public AttestationCandidate admit(Optional<String> authorization) {
        // Schemes are named in any case (RFC 9110, Section 11.1).
        String compact = authorization
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()))
                .orElseThrow(() -> unauthorized(ProblemType.ATTESTATION_MISSING));
        try {
            Jws jws = Jws.parse("attestation", compact, MAX_CHARS);
            JsonObject header = jws.uncheckedHeader();
            requireValid(HEADERS.containsAll(header.members()));
            requireValid(header.string("typ", MAX_CLAIM_CHARS).equals(SenderAttestation.TYPE));
            Msp msp = msps.find(jws.uncheckedPayload().string("iss", MspUri.MAX_CHARS))
                    .orElseThrow(() -> Refusal.of(ProblemType.MSP_UNKNOWN));
            if (msp.suspended()) {
                throw Refusal.of(ProblemType.MSP_SUSPENDED);
            }
            MspKey key = jws.keyId().flatMap(msp::key).orElseThrow(Attestations::invalid);
            // The key says which algorithm it is for; the header may only agree (RFC 8725, Section 3.1).
            requireValid(
                    header.string("alg", MAX_CLAIM_CHARS).equals(key.algorithm().getAlgorithm()));
            return new AttestationCandidate(jws, msp, key);
        } catch (MalformedMessage e) {
            throw invalid();
        }
    }

    /** Checks signature and claims. About a millisecond of CPU: not on an event loop. */
    public AttestedSender verify(AttestationCandidate candidate) {
        verifySignature(candidate);
        Instant now = clock.instant();
        SenderAttestation attestation;
        try {
            attestation = SenderAttestation.parse(candidate.jws().uncheckedPayload());
        } catch (MalformedMessage e) {
            throw invalid();
        }
        requireValid(attestation.audience().equals(audience));
        requireValid(attestation.issuer().equals(candidate.msp().name()));
        // SmallRye JWT takes what was issued in the future.
        requireValid(!attestation.validity().isAhead(now));
        if (attestation.validity().isOver(now)) {
            throw unauthorized(ProblemType.ATTESTATION_EXPIRED);
        }
        return new AttestedSender(attestation, signingKey(attestation, now));
    }

    private EpochKey signingKey(SenderAttestation attestation, Instant now) {
        if (keys.ring().current(now).isEmpty()) {
            throw Refusal.of(ProblemType.KEYS_UNAVAILABLE).with("Retry-After", "5");
        }
        return keys.ring()
                .signing(attestation.epoch(), now)
                .orElseThrow(() -> unauthorized(ProblemType.ATTESTATION_WRONG_EPOCH));
    }

    private void verifySignature(AttestationCandidate candidate) {
        JWTAuthContextInfo expected = new JWTAuthContextInfo();
        expected.setPublicVerificationKey(candidate.key().key());
        expected.setSignatureAlgorithm(Set.of(candidate.key().algorithm()));
        expected.setIssuedBy(candidate.msp().name().uri());
        expected.setExpectedAudience(Set.of(audience));
        expected.setMaxTimeToLiveSecs(SenderAttestation.MAX_LIFE.toSeconds());
        expected.setClockSkew(0);
        try {
            parser.parse(candidate.jws().compact(), expected);
        } catch (ParseException e) {
            throw unauthorized(isExpired(e) ? ProblemType.ATTESTATION_EXPIRED : ProblemType.ATTESTATION_INVALID);
        }
    }

    /** Said only of a JWT whose signature has been found good: jose4j looks at the claims after it. */
    private static boolean isExpired(ParseException refusal) {
        return refusal.getCause() instanceof InvalidJwtException invalid && invalid.hasExpired();
    }

    private static void requireValid(boolean condition) {
        if (!condition) {
            throw invalid();
        }
    }

    private static Refusal invalid() {
        return unauthorized(ProblemType.ATTESTATION_INVALID);
    }

    /** RFC 6750, Section 3: an answer 401 names the scheme, and an error unless nothing was sent. */
    private static Refusal unauthorized(ProblemType type) {
        String challenge = type == ProblemType.ATTESTATION_MISSING ? "Bearer" : "Bearer error=\"invalid_token\"";
        return Refusal.of(type).with("WWW-Authenticate", challenge);
    }
}
