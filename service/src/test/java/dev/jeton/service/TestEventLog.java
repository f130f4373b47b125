package dev.jeton.service;

/** An event log for tests of other packages. */
public final class TestEventLog {
    private TestEventLog() {}

    public static EventLog of(String application) {
        return new EventLog(application);
    }
}
