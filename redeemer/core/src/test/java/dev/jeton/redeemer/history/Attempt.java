package dev.jeton.redeemer.history;

/**
 * One attempt to spend a token on a question.
 *
 * @param process through which it was made; a new number for each run of a process
 * @param invoked when, on the clock of the harness, in nanoseconds
 * @param completed when the caller knew the outcome, on the same clock
 */
record Attempt(Token token, int question, int process, long invoked, long completed, Outcome outcome) {}
