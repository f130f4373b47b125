package dev.jeton.service.http;

import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;

/**
 * The service says no, for a reason the caller is told. Ends a pipeline; {@link ProblemMapper} turns it into the answer.
 * Without a stack trace: saying no must be cheap. Its message is the problem's slug and may be logged.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient List<Answer.Field> fields;

    private Refusal(Problem problem, List<Answer.Field> fields) {
        super(problem.type().slug(), null, false, false);
        this.problem = problem;
        this.fields = List.copyOf(fields);
    }

    public static Refusal of(ProblemType type) {
        return new Refusal(Problem.of(type), List.of());
    }

    /** {@code detail} says what to do, and holds nothing that came with the request. */
    public static Refusal of(ProblemType type, String detail) {
        return new Refusal(Problem.of(type, detail), List.of());
    }

    /** The same refusal with one more header field in its answer, beside any of the same name. */
    public Refusal with(String header, String value) {
        List<Answer.Field> more = new ArrayList<>(fields);
        more.add(new Answer.Field(header, value));
        return new Refusal(problem, more);
    }

    public Problem problem() {
        return problem;
    }

    public ProblemType type() {
        return problem.type();
    }

    List<Answer.Field> fields() {
        return fields;
    }
}
