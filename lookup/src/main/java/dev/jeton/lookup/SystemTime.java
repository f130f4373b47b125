package dev.jeton.lookup;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The one place where this service looks at a clock. */
final class SystemTime {
    private SystemTime() {}

    @Produces
    @Singleton
    static InstantSource instantSource() {
        return InstantSource.system();
    }
}
