package dev.jeton.dev.demo;

import dev.jeton.dev.demo.Terminal.Tone;
import dev.jeton.dev.demo.world.Progress;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Shows how far the world is. Safe for concurrent use. */
final class StartUp implements Progress {
    /** Where nobody watches a counter run, a line now and then does. */
    private static final int LINES = 4;

    private final Terminal terminal;
    private final long start = System.nanoTime();
    private final Map<String, Duration> waitingFor = new ConcurrentSkipListMap<>();

    StartUp(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void waiting(String what, Duration soFar) {
        waitingFor.put(what, soFar);
        terminal.passing("  waiting for " + String.join(", ", waitingFor.keySet()) + " (" + soFar.toSeconds() + " s)");
    }

    @Override
    public void ready(String what) {
        waitingFor.remove(what);
        line(what);
    }

    @Override
    public void published(int done, int all) {
        if (done == all || done % Math.max(1, all / LINES) == 0) {
            line(String.format(Locale.ROOT, "%,d of %,d made-up people have published", done, all));
        } else {
            terminal.passing("  " + done + " of " + all + " made-up people have published");
        }
    }

    private void line(String what) {
        double seconds = (System.nanoTime() - start) / 1e9;
        terminal.line(terminal.toned(Tone.QUIET, String.format(Locale.ROOT, "%6.1f s  ", seconds)) + what);
    }
}
