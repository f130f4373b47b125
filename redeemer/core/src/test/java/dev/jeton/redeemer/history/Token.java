package dev.jeton.redeemer.history;

/** A token of the harness: its number tells it from all others, in whatever generation. */
record Token(long number, long generation) {}
