package dev.jeton.lookup.atrest;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.service.http.KnownFailure;
import jakarta.inject.Singleton;
import java.util.Optional;

/** That PostgreSQL does not answer is no mistake of this service. */
@Singleton
class StoreFailures implements KnownFailure {
    @Override
    public Optional<ProblemType> typeOf(Throwable failure) {
        return failure instanceof StoreUnavailable ? Optional.of(ProblemType.STORE_UNAVAILABLE) : Optional.empty();
    }
}
