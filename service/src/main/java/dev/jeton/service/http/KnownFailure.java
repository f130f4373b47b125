package dev.jeton.service.http;

import dev.jeton.crypto.problem.ProblemType;
import java.util.Optional;

/** What a feature knows about the failures of what it rests on. Every bean that implements it is asked. */
public interface KnownFailure {
    /** The problem that {@code failure} is; empty if this feature does not know it. */
    Optional<ProblemType> typeOf(Throwable failure);
}
