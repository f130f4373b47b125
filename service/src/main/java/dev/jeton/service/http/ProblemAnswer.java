package dev.jeton.service.http;

import dev.jeton.crypto.problem.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.List;

/** A problem as it leaves. */
record ProblemAnswer(Problem problem, Answer answer) {
    private static final String RETRY_AFTER_SECONDS = "1";

    /** With {@code more} fields besides those that every problem has. */
    static ProblemAnswer of(Problem problem, List<Answer.Field> more) {
        List<Answer.Field> fields = new ArrayList<>(more);
        fields.add(new Answer.Field(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE));
        fields.add(new Answer.Field(HttpHeaders.CACHE_CONTROL, "no-store"));
        if (problem.type().status() == 503
                && more.stream().noneMatch(field -> field.isCalled(HttpHeaders.RETRY_AFTER))) {
            fields.add(new Answer.Field(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS));
        }
        return new ProblemAnswer(problem, new Answer(problem.type().status(), fields, problem.encode()));
    }
}
