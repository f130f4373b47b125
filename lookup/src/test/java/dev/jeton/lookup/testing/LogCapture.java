package dev.jeton.lookup.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** All that the service and its libraries log while this is open, as far down as they were built to log. */
public final class LogCapture implements AutoCloseable {
    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();
    private final Formatter formatter = new PatternFormatter("%p %c %s%e%n");
    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            add(formatter.format(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private LogCapture() {
        handler.setLevel(Level.ALL);
        // The console need not see all of it.
        for (Handler other : root.getHandlers()) {
            other.setLevel(Level.INFO);
        }
        root.addHandler(handler);
        root.setLevel(Level.ALL);
    }

    public static LogCapture ofEverything() {
        return new LogCapture();
    }

    public synchronized String text() {
        return String.join("", lines);
    }

    @Override
    public void close() {
        root.removeHandler(handler);
        root.setLevel(before);
    }

    private synchronized void add(String line) {
        lines.add(line);
    }
}
