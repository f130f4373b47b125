package dev.jeton.service;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The one place where a service looks at a clock. */
class SystemTime {
    @Produces
    @Singleton
    static InstantSource instantSource() {
        return InstantSource.system();
    }
}
