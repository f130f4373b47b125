package dev.jeton.service.keys;

import java.time.Instant;
import java.util.Optional;

/**
 * How fetching a publisher's keys goes.
 *
 * @param fetchedAt the last success; what was fetched then is in use until its grace is over
 * @param problem of the last try, in one line of printable ASCII; empty if that was a success, or there was none yet
 */
public record KeyFreshness(Optional<Instant> fetchedAt, Optional<String> problem) {}
