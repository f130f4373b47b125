package dev.jeton.issuer.store;

import dev.jeton.crypto.wire.PrintableLine;
import org.jboss.logging.Logger;

/**
 * Tells the log when something that is read again and again cannot be read, once for each outage, and when it can be
 * again. One reader at a time.
 */
public final class Outage {
    private static final Logger EVENTS = Logger.getLogger("jeton.issuer");

    private final String begun;
    private final String over;
    private volatile boolean going;

    /** The names of its two events. */
    public Outage(String begun, String over) {
        this.begun = begun;
        this.over = over;
    }

    public void failed(Throwable failure) {
        if (!going) {
            going = true;
            String cause = failure.toString().lines().findFirst().orElse("");
            EVENTS.warnf("event=%s cause=\"%s\"", begun, PrintableLine.of(cause));
        }
    }

    public void succeeded() {
        if (going) {
            going = false;
            EVENTS.infof("event=%s", over);
        }
    }
}
