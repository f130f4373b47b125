package dev.jeton.client.oblivious;

import dev.jeton.client.http.Response;
import dev.jeton.crypto.bhttp.HttpDate;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The time at a gateway that refuses a request for its date, in the sealed answer (RFC 9458, Section 6.5.2). It counts for that
 * one request: an offset that is kept would be the same in all that this device asks, as a name of its own.
 */
final class TimeThere {
    /** With a clock that is further off, no token's key and no mapping is valid either. */
    static final Duration MOST_APART = Duration.ofDays(1);

    private TimeThere() {}

    /** What {@code answer} says that the time is; empty if it is no such refusal, or says what is too far from {@code here}. */
    static Optional<Instant> in(Response answer, Instant here) {
        return isAboutTheDate(answer)
                ? answer.header("Date")
                        .flatMap(TimeThere::parsed)
                        .filter(there -> Duration.between(here, there).abs().compareTo(MOST_APART) <= 0)
                : Optional.empty();
    }

    private static boolean isAboutTheDate(Response answer) {
        if (answer.status() != ProblemType.DATE.status() || !answer.hasMediaType(Problem.MEDIA_TYPE)) {
            return false;
        }
        try {
            return Problem.parse(answer.body()).map(Problem::type).equals(Optional.of(ProblemType.DATE));
        } catch (MalformedMessage e) {
            return false;
        }
    }

    private static Optional<Instant> parsed(String date) {
        try {
            return Optional.of(HttpDate.parse("date", date));
        } catch (MalformedMessage e) {
            return Optional.empty();
        }
    }
}
