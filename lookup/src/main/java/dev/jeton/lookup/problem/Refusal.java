package dev.jeton.lookup.problem;

import dev.jeton.crypto.auth.PrivateTokenChallenge;
import dev.jeton.crypto.problem.ProblemType;
import java.util.List;
import java.util.Optional;

/**
 * Ends a request with a problem. Without a stack trace, since refusing must be cheap. Its message is the problem's slug
 * and may be logged.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient Optional<String> detail;
    private final transient List<PrivateTokenChallenge> challenges;

    private Refusal(ProblemType type, Optional<String> detail, List<PrivateTokenChallenge> challenges) {
        super(type.slug(), null, false, false);
        this.type = type;
        this.detail = detail;
        this.challenges = challenges;
    }

    public static Refusal of(ProblemType type) {
        return new Refusal(type, Optional.empty(), List.of());
    }

    /** {@code detail} must hold nothing that came with the request. */
    public static Refusal of(ProblemType type, String detail) {
        return new Refusal(type, Optional.of(detail), List.of());
    }

    /** A refusal that says which tokens would do (RFC 9577, Section 2.1). */
    public static Refusal challenging(ProblemType type, List<PrivateTokenChallenge> challenges) {
        return new Refusal(type, Optional.empty(), List.copyOf(challenges));
    }

    public ProblemType type() {
        return type;
    }

    Optional<String> detail() {
        return detail;
    }

    List<PrivateTokenChallenge> challenges() {
        return challenges;
    }
}
