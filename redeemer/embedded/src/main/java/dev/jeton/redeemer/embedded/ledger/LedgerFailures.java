package dev.jeton.redeemer.embedded.ledger;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.redis.RedisUnavailable;
import dev.jeton.service.http.KnownFailure;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Redis holds the ledger, and nothing else. */
@Singleton
class LedgerFailures implements KnownFailure {
    @Override
    public Optional<ProblemType> typeOf(Throwable failure) {
        return failure instanceof RedisUnavailable ? Optional.of(ProblemType.LEDGER_UNAVAILABLE) : Optional.empty();
    }
}
