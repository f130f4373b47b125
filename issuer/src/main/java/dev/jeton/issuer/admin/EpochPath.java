package dev.jeton.issuer.admin;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.service.http.Refusal;

/** An epoch's id in a path. */
final class EpochPath {
    private EpochPath() {}

    /** Refuses what is no epoch's id with {@code not-found}. */
    static long id(String text) {
        if (!text.matches("0|[1-9][0-9]{0,11}")) {
            throw Refusal.of(ProblemType.NOT_FOUND, "An epoch is named by its start in Unix seconds.");
        }
        return Long.parseLong(text);
    }
}
