package dev.jeton.redeemer.spend;

import java.time.Instant;

/**
 * The time between two losses of a provider's ledger. Its number is part of the challenge, so tokens are good in one
 * generation only.
 *
 * @param number 0 for a provider that has lost nothing yet
 * @param began when it began, by this machine's clock
 */
public record Generation(long number, Instant began) {
    /** @throws IllegalArgumentException if the number is negative */
    public Generation {
        if (number < 0) {
            throw new IllegalArgumentException("a generation is not negative");
        }
    }
}
