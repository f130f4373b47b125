package dev.jeton.service.jwt;

import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.wire.MalformedMessage;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jose4j.jwt.consumer.InvalidJwtException;

/** The check of a JWT's signature, and of the claims that all of ours have. Safe for concurrent use. */
@Singleton
public class JwtCheck {
    private final JWTParser parser;
    private final InstantSource clock;

    JwtCheck(JWTParser parser, InstantSource clock) {
        this.parser = parser;
        this.clock = clock;
    }

    public enum Verdict {
        VALID,
        /** It was valid, and its time is over. */
        EXPIRED,
        INVALID
    }

    /** What a JWT of some kind has to say. {@code audience} is compared character by character. */
    public record Expected(String issuer, String audience, Duration maxLife) {}

    /** Up to a millisecond of CPU: not on an event loop. */
    public Verdict check(BearerJwt jwt, VerificationKey key, Expected expected) {
        JWTAuthContextInfo context = new JWTAuthContextInfo();
        context.setPublicVerificationKey(key.key());
        context.setSignatureAlgorithm(Set.of(key.algorithm()));
        context.setIssuedBy(expected.issuer());
        context.setExpectedAudience(Set.of(expected.audience()));
        context.setMaxTimeToLiveSecs(expected.maxLife().toSeconds());
        context.setClockSkew(0);
        try {
            parser.parse(jwt.jws().compact(), context);
        } catch (ParseException e) {
            return isExpired(e) ? Verdict.EXPIRED : Verdict.INVALID;
        }
        return checkTimes(jwt);
    }

    /** SmallRye JWT takes what was issued in the future. */
    private Verdict checkTimes(BearerJwt jwt) {
        try {
            Validity validity = Validity.parse(jwt.jws().uncheckedPayload());
            Instant now = clock.instant();
            if (validity.isAhead(now)) {
                return Verdict.INVALID;
            }
            return validity.isOver(now) ? Verdict.EXPIRED : Verdict.VALID;
        } catch (MalformedMessage e) {
            return Verdict.INVALID;
        }
    }

    /** Said only of a JWT whose signature has been found good: jose4j looks at the claims after it. */
    private static boolean isExpired(ParseException refusal) {
        return refusal.getCause() instanceof InvalidJwtException invalid && invalid.hasExpired();
    }
}
