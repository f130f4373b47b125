package dev.jeton.issuer;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The one place where the issuer looks at a clock. */
class SystemTime {
    @Produces
    @Singleton
    static InstantSource instantSource() {
        return InstantSource.system();
    }
}
