package dev.jeton.issuer.http;

import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The service says no, for a reason the caller is told. Ends a pipeline; {@link ProblemMapper} turns it into the answer.
 * Without a stack trace: saying no must be cheap.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    private Refusal(Problem problem, Map<String, String> headers) {
        super(problem.type().slug(), null, false, false);
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    public static Refusal of(ProblemType type) {
        return new Refusal(Problem.of(type), Map.of());
    }

    /** {@code detail} says what to do, and holds nothing that came with the request. */
    public static Refusal of(ProblemType type, String detail) {
        return new Refusal(Problem.of(type, detail), Map.of());
    }

    /** The same refusal with one more header field in its answer. */
    public Refusal with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Refusal(problem, more);
    }

    public Problem problem() {
        return problem;
    }

    public ProblemType type() {
        return problem.type();
    }

    Map<String, String> headers() {
        return headers;
    }
}
