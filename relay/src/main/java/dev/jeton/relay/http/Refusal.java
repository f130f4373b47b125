package dev.jeton.relay.http;

import java.time.Duration;
import java.util.Optional;

/**
 * The relay says no, for a reason the client is told. Without a stack trace: saying no must be cheap. Its message is the
 * problem's slug and may be logged.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final ProblemType type;
    private final transient Optional<Duration> retryAfter;

    private Refusal(ProblemType type, Optional<Duration> retryAfter) {
        super(type.slug(), null, false, false);
        this.type = type;
        this.retryAfter = retryAfter;
    }

    public static Refusal of(ProblemType type) {
        return new Refusal(type, type == ProblemType.SATURATED ? Optional.of(SOON) : Optional.empty());
    }

    /** With {@code Retry-After}, in whole seconds that are not too few. */
    public static Refusal until(ProblemType type, Duration retryAfter) {
        return new Refusal(type, Optional.of(retryAfter));
    }

    public ProblemType type() {
        return type;
    }

    Answer answer() {
        Answer problem = Answer.problem(type);
        return retryAfter
                .map(wait -> problem.with("Retry-After", Long.toString(Math.max(1, (wait.toMillis() + 999) / 1000))))
                .orElse(problem);
    }
}
