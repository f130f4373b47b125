package dev.jeton.service.keys;

import org.jboss.logging.Logger;

/** Tells the event log when somebody's keys cannot be fetched, and when they can be again. */
record KeyOutages<P>(Logger events, String kind) {
    void begun(KeySource<P> source, String problem) {
        events.warnf("event=%s-keys-not-fetched %s=%s cause=\"%s\"", kind, kind, source.publisher(), problem);
    }

    void over(KeySource<P> source) {
        events.infof("event=%s-keys-fetched-again %s=%s", kind, kind, source.publisher());
    }
}
