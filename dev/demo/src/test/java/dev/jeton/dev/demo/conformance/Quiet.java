package dev.jeton.dev.demo.conformance;

import dev.jeton.dev.demo.world.Progress;
import java.time.Duration;

/** Nobody watches a test. */
final class Quiet implements Progress {
    @Override
    public void waiting(String what, Duration soFar) {}

    @Override
    public void ready(String what) {}

    @Override
    public void published(int done, int all) {}
}
