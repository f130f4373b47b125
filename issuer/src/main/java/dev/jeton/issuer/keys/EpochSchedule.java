package dev.jeton.issuer.keys;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which epochs there are. They follow each other without gap or overlap, also where the configured length changes:
 * the epochs of existing keys stand, and the next one ends where the new length says.
 */
final class EpochSchedule {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    /** Discovery providers refuse keys that live for more than 31 days: their ledger would have to remember too long. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(30);

    private final long lengthSeconds;
    private final Duration grace;
    private final Duration publishAhead;

    /** @throws IllegalArgumentException naming the setting that is wrong */
    EpochSchedule(Duration length, Duration grace, Duration publishAhead) {
        require(inWholeSeconds(length) && length.compareTo(SHORTEST) >= 0, "epoch-length: at least 1m, whole seconds");
        require(inWholeSeconds(grace) && grace.compareTo(Epoch.OVERLAP) >= 0, "grace: at least 5m, whole seconds");
        require(length.plus(grace).compareTo(LONGEST_LIFE) <= 0, "epoch-length and grace: together at most 30 days");
        require(
                !publishAhead.isNegative() && publishAhead.compareTo(length) < 0,
                "publish-ahead: shorter than epoch-length");
        this.lengthSeconds = length.toSeconds();
        this.grace = grace;
        this.publishAhead = publishAhead;
    }

    /**
     * The epoch of {@code now} and the one after it, as far as {@code live} lacks them. Where the epoch of {@code now} is
     * {@code retired}, it is the one that begins where that ends; where the next one is, the one that begins a second sooner.
     */
    List<Epoch> missing(Collection<Epoch> live, Collection<Epoch> retired, Instant now) {
        List<Epoch> missing = new ArrayList<>();
        Instant served = pastRetired(now, live, retired);
        Epoch current = covering(live, served).orElseGet(() -> {
            Instant start = startOf(served, live, retired);
            Epoch fresh = epoch(start, start, live);
            missing.add(fresh);
            return fresh;
        });
        Instant next = pastRetired(current.end(), live, retired);
        if (covering(live, next).isEmpty()) {
            missing.add(epoch(startAfter(current, retired).orElse(next), current.end(), live));
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

    private static Optional<Epoch> covering(Collection<Epoch> epochs, Instant time) {
        return epochs.stream().filter(epoch -> epoch.covers(time)).findAny();
    }

    /** The first moment from {@code time} on that no retired epoch stands for: a replica whose clock is late makes no key. */
    private static Instant pastRetired(Instant time, Collection<Epoch> live, Collection<Epoch> retired) {
        Instant past = time;
        while (covering(live, past).isEmpty()) {
            Optional<Epoch> gone = covering(retired, past);
            if (gone.isEmpty()) {
                break;
            }
            past = gone.get().end();
        }
        return past;
    }

    private Instant startOf(Instant served, Collection<Epoch> live, Collection<Epoch> retired) {
        Instant aligned = Instant.ofEpochSecond(served.getEpochSecond() / lengthSeconds * lengthSeconds);
        Optional<Instant> lastEnd = Stream.concat(live.stream(), retired.stream())
                .map(Epoch::end)
                .filter(end -> !end.isAfter(served))
                .max(Comparator.naturalOrder());
        return lastEnd.filter(aligned::isBefore).orElse(aligned);
    }

    /** The end of {@code current}, or the last second before it that is no retired epoch's name; never its own start. */
    private static Optional<Instant> startAfter(Epoch current, Collection<Epoch> retired) {
        Instant start = current.end();
        while (isName(start, retired)) {
            start = start.minusSeconds(1);
        }
        return Optional.of(start).filter(free -> free.isAfter(current.notBefore()));
    }

    private static boolean isName(Instant start, Collection<Epoch> retired) {
        return retired.stream().anyMatch(epoch -> epoch.notBefore().equals(start));
    }

    /** The epoch that begins at {@code start} and ends after {@code nominal}: where the next one begins, or is due to. */
    private Epoch epoch(Instant start, Instant nominal, Collection<Epoch> live) {
        Instant alignedEnd = Instant.ofEpochSecond((nominal.getEpochSecond() / lengthSeconds + 1) * lengthSeconds);
        Instant end = live.stream()
                .map(Epoch::notBefore)
                .filter(later -> later.isAfter(nominal) && later.isBefore(alignedEnd))
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
