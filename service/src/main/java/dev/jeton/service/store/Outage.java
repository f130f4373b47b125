package dev.jeton.service.store;

import dev.jeton.crypto.wire.PrintableLine;
import org.jboss.logging.Logger;

/**
 * Tells the log when something that is read again and again cannot be read, once for each outage, and when it can be
 * again. One reader at a time.
 */
public final class Outage {
    private final Logger events;
    private final String begun;
    private final String over;
    private volatile boolean going;

    /** Tells {@code events} of its two, by the names {@code begun} and {@code over}. */
    public Outage(Logger events, String begun, String over) {
        this.events = events;
        this.begun = begun;
        this.over = over;
    }

    public void failed(Throwable failure) {
        if (!going) {
            going = true;
            String cause = failure.toString().lines().findFirst().orElse("");
            events.warnf("event=%s cause=\"%s\"", begun, PrintableLine.of(cause));
        }
    }

    public void succeeded() {
        if (going) {
            going = false;
            events.infof("event=%s", over);
        }
    }
}
