package dev.jeton.dev.demo.world;

import java.time.Duration;

/** Told how far the setting up is, from several threads. */
public interface Progress {
    /** Still waiting for {@code what} after this time. */
    void waiting(String what, Duration soFar);

    void ready(String what);

    /** How many of the made-up people have published. */
    void published(int done, int all);
}
