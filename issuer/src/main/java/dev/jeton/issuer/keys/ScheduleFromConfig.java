package dev.jeton.issuer.keys;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the {@link EpochSchedule} that is configured, or stops the start. */
class ScheduleFromConfig {
    @Produces
    @Singleton
    static EpochSchedule schedule(EpochConfig config) {
        return new EpochSchedule(config.epochLength(), config.grace(), config.publishAhead());
    }
}
