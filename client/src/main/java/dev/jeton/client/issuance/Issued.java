package dev.jeton.client.issuance;

import dev.jeton.client.http.RateLimit;
import java.time.Instant;
import java.util.List;

/**
 * What became of one batch.
 *
 * @param tokens how many were issued, verified and stored
 * @param refused how many the issuer left unsigned
 * @param notAfter when the new tokens end
 * @param rateLimits what is left of the quotas
 */
public record Issued(int tokens, int refused, Instant notAfter, List<RateLimit> rateLimits) {
    public Issued {
        rateLimits = List.copyOf(rateLimits);
    }
}
