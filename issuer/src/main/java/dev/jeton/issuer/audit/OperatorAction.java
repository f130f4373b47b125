package dev.jeton.issuer.audit;

/**
 * One thing that an operator does.
 *
 * @param operator who, by the name that his credential gives him
 * @param action what, in words with hyphens: {@code epoch-retired}
 * @param subject to what: {@code epoch 1764000000}, {@code mimi://msp.example}
 * @param reason why, in the operator's own words; printable, may be empty, at most {@value #MAX_REASON_CHARS} characters
 */
public record OperatorAction(String operator, String action, String subject, String reason) {
    public static final int MAX_REASON_CHARS = 500;

    /** @throws IllegalArgumentException if the reason is too long or not printable */
    public OperatorAction {
        if (reason.length() > MAX_REASON_CHARS || reason.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "reason: at most " + MAX_REASON_CHARS + " characters, and no control characters");
        }
    }
}
