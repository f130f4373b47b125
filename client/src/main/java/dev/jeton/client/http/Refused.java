package dev.jeton.client.http;

import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A service answered, and refused. */
public final class Refused extends ServiceFailure {
    private static final long serialVersionUID = 1L;

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private final int status;
    private final transient Optional<Problem> problem;
    private final transient Optional<Duration> retryAfter;
    private final transient List<RateLimit> rateLimits;

    private Refused(String service, Response response, Optional<Problem> problem) {
        super(service + " refused: " + text(response, problem));
        this.status = response.status();
        this.problem = problem;
        this.retryAfter = retryAfter(response);
        this.rateLimits = RateLimit.of(response);
    }

    /** The refusal that {@code response} of {@code service} is. */
    public static Refused of(HttpsOrigin service, Response response) {
        return new Refused(service.authority().name(), response, problem(response));
    }

    public int status() {
        return status;
    }

    /** Why; empty if the service gave none of the problem types that are ours. */
    public Optional<ProblemType> type() {
        return problem.map(Problem::type);
    }

    public boolean is(ProblemType type) {
        return type().equals(Optional.of(type));
    }

    /** What the service adds to the type, reduced to printable ASCII: it may end up on somebody's terminal. */
    public Optional<String> detail() {
        return problem.flatMap(Problem::detail).map(detail -> detail.replaceAll("[^ -~]", "?"));
    }

    /** When to ask again, by {@code Retry-After} in seconds (RFC 9110, Section 10.2.3). */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** What is left of the caller's quotas. */
    public List<RateLimit> rateLimits() {
        return rateLimits;
    }

    static Optional<Duration> retryAfter(Response response) {
        return response.header("Retry-After")
                .filter(value -> SECONDS.matcher(value).matches())
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    private static Optional<Problem> problem(Response response) {
        if (!response.hasMediaType(Problem.MEDIA_TYPE)) {
            return Optional.empty();
        }
        try {
            return Problem.parse(response.body());
        } catch (MalformedMessage e) {
            return Optional.empty();
        }
    }

    /** Our own words for our own types: a service's words could be terminal escapes or an advertisement. */
    private static String text(Response response, Optional<Problem> problem) {
        return problem.map(known -> known.type().title() + " (" + known.type().slug() + ")")
                .orElse("HTTP status " + response.status());
    }
}
