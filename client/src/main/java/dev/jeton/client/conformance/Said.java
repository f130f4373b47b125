package dev.jeton.client.conformance;

import dev.jeton.client.http.Response;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.Optional;

/** What a service said, in as few words: its status and its problem type, and never its own words. */
final class Said {
    private Said() {}

    static String of(Response response) {
        return response.status()
                + problem(response).map(type -> " " + type.slug()).orElse("");
    }

    /** @throws Violation unless {@code response} refuses as {@code demanded} says, in status and type */
    static void unlessRefused(Response response, ProblemType demanded, String what) throws Violation {
        boolean refuses =
                response.status() == demanded.status() && problem(response).equals(Optional.of(demanded));
        Violation.unless(
                refuses, what + ": " + of(response) + "; demanded: " + demanded.status() + " " + demanded.slug());
    }

    static Optional<ProblemType> problem(Response response) {
        if (!response.hasMediaType(Problem.MEDIA_TYPE)) {
            return Optional.empty();
        }
        try {
            return Problem.parse(response.body()).map(Problem::type);
        } catch (MalformedMessage e) {
            return Optional.empty();
        }
    }
}
