package dev.jeton.redis;

import dev.jeton.redis.ArmScript.Answer;
import dev.jeton.redis.ArmScript.Outcome;
import dev.jeton.redis.ArmScript.Request;
import dev.jeton.redis.ArmScript.Way;

/**
 * A marker as {@code fence.lua} and {@code arm.lua} treat it. {@link FenceScriptsIT} holds the two against each other.
 *
 * @param arming its number; -1 if there is no marker
 */
record MarkerModel(long arming, String server, long counter) {
    static final MarkerModel ABSENT = new MarkerModel(-1, "", 0);

    /** Whether a script of that arming runs. */
    boolean admits(long servedArming, String servedServer, long mark) {
        return arming == servedArming && server.equals(servedServer) && counter >= mark;
    }

    Answer answer(Request request) {
        Outcome outcome = outcome(request);
        return new Answer(
                outcome, arming, counter, outcome == Outcome.ARMED ? Math.max(counter, request.highest()) : counter);
    }

    MarkerModel after(Request request) {
        Answer answer = answer(request);
        return answer.outcome() == Outcome.ARMED
                ? new MarkerModel(request.attempt(), request.server(), answer.counter())
                : this;
    }

    private Outcome outcome(Request request) {
        if (arming >= request.attempt()) {
            return Outcome.SUPERSEDED;
        }
        if (request.way() == Way.ANY) {
            return Outcome.ARMED;
        }
        if (request.way() == Way.CREATE) {
            return counter > 0 ? Outcome.BEHIND : Outcome.ARMED;
        }
        if (arming == -1) {
            return Outcome.MISSING;
        }
        if (arming < request.last()) {
            return Outcome.OLDER;
        }
        if (request.way() == Way.SAME && !server.equals(request.server())) {
            return Outcome.OTHER_SERVER;
        }
        return counter < request.least() ? Outcome.BEHIND : Outcome.ARMED;
    }
}
