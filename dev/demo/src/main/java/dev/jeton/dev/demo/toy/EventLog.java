package dev.jeton.dev.demo.toy;

import java.io.PrintStream;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** One line per event, in the form of the services' event logs. Safe for concurrent use. */
final class EventLog {
    private final String service;
    private final PrintStream out;
    private final InstantSource clock;

    /** @param service whose log it is, such as {@code toy-msp} */
    EventLog(String service, PrintStream out, InstantSource clock) {
        this.service = service;
        this.out = out;
        this.clock = clock;
    }

    /** Writes {@code event=name outcome=outcome}. Both are constants of the program: nothing of a request belongs here. */
    void write(String event, String outcome) {
        out.println(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " INFO  [jeton." + service + "] event=" + event
                + " outcome=" + outcome);
    }
}
