package dev.jeton.dev.demo.story;

import dev.jeton.client.http.Refused;
import java.util.concurrent.Callable;

/**
 * One thing that somebody does.
 *
 * @param who does it: one word
 * @param what is done, for people: at most {@value #MAX_WHAT_CHARS} characters
 * @param expected the answer that must come of it, to the letter
 * @param action does it and says what came of it; a refusal may be thrown
 */
public record Step(String who, String what, String expected, Callable<String> action) {
    static final int MAX_WHAT_CHARS = 50;

    /** Refuses a line that is too long for a terminal. */
    public Step {
        if (what.length() > MAX_WHAT_CHARS) {
            throw new IllegalArgumentException("longer than " + MAX_WHAT_CHARS + " characters: " + what);
        }
    }

    /**
     * What came of a step.
     *
     * @param answer in the words of {@link Step#expected}
     */
    public record Outcome(Step step, String answer) {
        public boolean held() {
            return step.expected.equals(answer);
        }
    }

    /** Does it. Whatever goes wrong is an answer too, and hardly the expected one. */
    public Outcome perform() {
        try {
            return new Outcome(this, action.call());
        } catch (Refused e) {
            return new Outcome(this, refusal(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(this, "interrupted");
        } catch (Exception e) {
            return new Outcome(this, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    /** {@code 401 token-spent}. */
    static String refusal(Refused refused) {
        return refused.status() + refused.type().map(type -> " " + type.slug()).orElse(" and no problem type of ours");
    }
}
