package dev.jeton.service.http;

import java.util.List;

/** Problems for tests of other packages. */
public final class TestProblems {
    private TestProblems() {}

    /** Of a service none of whose features knows failures of its own. */
    public static Problems ofAnyService() {
        return new Problems(List.of());
    }
}
