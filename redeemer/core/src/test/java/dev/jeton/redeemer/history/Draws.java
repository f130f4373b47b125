package dev.jeton.redeemer.history;

import java.util.Random;

/**
 * Attempts without end, the same for the same seed. Not for concurrent use.
 *
 * <p>Fresh tokens; the last few again, which race with each other; and older ones, which a ledger must not have forgotten.
 */
final class Draws {
    static final int QUESTIONS = 3;

    private static final int RACING = 60;
    /** A token that so many have followed is not drawn again. */
    static final int REMEMBERED = 20_000;

    private final Random random;
    private final int processes;
    private long tokens;

    /**
     * One attempt to be made.
     *
     * @param token its number; tokens are numbered from 0 on, as they appear
     * @param slot which of the processes makes it
     */
    record Draw(long token, int question, int slot) {}

    Draws(long seed, int processes) {
        this.random = new Random(seed);
        this.processes = processes;
    }

    Draw next() {
        long token = token();
        // Mostly the token's own question, so that there are replays.
        int question = (int) (random.nextInt(10) < 7 ? token % QUESTIONS : random.nextInt(QUESTIONS));
        return new Draw(token, question, random.nextInt(processes));
    }

    private long token() {
        int kind = random.nextInt(100);
        if (kind < 40 || tokens == 0) {
            return tokens++;
        }
        return tokens - 1 - (kind < 75 ? random.nextInt((int) Math.min(tokens, RACING)) : age());
    }

    /** As often one of the last ten as one of the ninety before them, and so on. */
    private long age() {
        double oldest = Math.min(tokens, REMEMBERED);
        return (long) Math.pow(oldest, random.nextDouble()) - 1;
    }
}
