package dev.jeton.service.audit;

import dev.jeton.crypto.wire.MalformedMessage;

/**
 * One thing that an operator does.
 *
 * @param operator who, by the name that his credential gives him
 * @param action what, in words with hyphens: {@code epoch-retired}
 * @param subject to what: {@code epoch 1764000000}, {@code mimi://msp.example}
 * @param reason why, in the operator's own words: 1 to {@value #MAX_REASON_CHARS} characters, and no control characters
 */
public record OperatorAction(String operator, String action, String subject, String reason) {
    public static final int MAX_REASON_CHARS = 500;

    /** Refuses another reason with {@link MalformedMessage}. */
    public OperatorAction {
        if (reason.isEmpty()
                || reason.length() > MAX_REASON_CHARS
                || reason.chars().anyMatch(Character::isISOControl)) {
            throw MalformedMessage.of(
                    "reason", "expected 1 to " + MAX_REASON_CHARS + " characters, and no control characters");
        }
    }
}
