package dev.jeton.issuer.keys;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which epochs there are. They follow each other without gap or overlap, also where the configured length changes:
 * the epochs of existing keys stand, and the next one ends where the new length says.
 */
final class EpochSchedule {
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private final long lengthSeconds;
    private final Duration grace;
    private final Duration publishAhead;

    /** @throws IllegalArgumentException naming the setting that is wrong */
    EpochSchedule(Duration length, Duration grace, Duration publishAhead) {
        require(inWholeSeconds(length) && length.compareTo(SHORTEST) >= 0, "epoch-length: at least 1m, whole seconds");
        require(inWholeSeconds(grace) && grace.compareTo(Epoch.OVERLAP) >= 0, "grace: at least 5m, whole seconds");
        require(
                !publishAhead.isNegative() && publishAhead.compareTo(length) < 0,
                "publish-ahead: shorter than epoch-length");
        this.lengthSeconds = length.toSeconds();
        this.grace = grace;
        this.publishAhead = publishAhead;
    }

    /** The epoch of {@code now} and the one after it, as far as {@code existing} lacks them. */
    List<Epoch> missing(Collection<Epoch> existing, Instant now) {
        List<Epoch> missing = new ArrayList<>();
        Epoch current = existing.stream()
                .filter(epoch -> epoch.covers(now))
                .findAny()
                .orElseGet(() -> {
                    Epoch fresh = startingAt(startOfCurrent(existing, now), existing);
                    missing.add(fresh);
                    return fresh;
                });
        if (existing.stream().noneMatch(epoch -> epoch.notBefore().equals(current.end()))) {
            missing.add(startingAt(current.end(), existing));
        }
        return missing;
    }

    Duration publishAhead() {
        return publishAhead;
    }

    /** Whether {@code epoch}'s key belongs into the directory: from some time before it signs until its end. */
    boolean publishes(Epoch epoch, Instant now) {
        return !now.isBefore(epoch.notBefore().minus(publishAhead)) && now.isBefore(epoch.end());
    }

    private Instant startOfCurrent(Collection<Epoch> existing, Instant now) {
        Instant aligned = Instant.ofEpochSecond(now.getEpochSecond() / lengthSeconds * lengthSeconds);
        Optional<Instant> lastEnd = existing.stream()
                .map(Epoch::end)
                .filter(end -> !end.isAfter(now))
                .max(Comparator.naturalOrder());
        return lastEnd.filter(aligned::isBefore).orElse(aligned);
    }

    private Epoch startingAt(Instant start, Collection<Epoch> existing) {
        Instant alignedEnd = Instant.ofEpochSecond((start.getEpochSecond() / lengthSeconds + 1) * lengthSeconds);
        Instant end = existing.stream()
                .map(Epoch::notBefore)
                .filter(later -> later.isAfter(start) && later.isBefore(alignedEnd))
                .min(Comparator.naturalOrder())
                .orElse(alignedEnd);
        return new Epoch(start, end, end.plus(grace));
    }

    private static boolean inWholeSeconds(Duration duration) {
        return duration.equals(duration.truncatedTo(ChronoUnit.SECONDS));
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException("jeton.issuer.keys." + problem);
        }
    }
}
