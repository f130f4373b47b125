package dev.jeton.lookup.atrest;

import dev.jeton.crypto.mapping.CsiAttestation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The database knows days only: no second in it tells when somebody did something. */
final class Days {
    /** For clocks that differ, and for the day that a date rounds away. */
    private static final Duration MARGIN = Duration.ofDays(2);

    /** How many days a row is kept that shows nothing any more. */
    static final int REMEMBERED =
            Math.toIntExact(CsiAttestation.MAX_LIFE.plus(MARGIN).toDays());

    private Days() {}

    static LocalDate of(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    /** The first day on which a row still counts; a day early: to a reader whose clock is behind, it has not expired. */
    static LocalDate countedFrom(Instant now) {
        return of(now).minusDays(1);
    }

    /** What expired before this was signed so long ago that everything has expired that was signed before it. */
    static LocalDate outlived(Instant now) {
        return of(now.minus(CsiAttestation.MAX_LIFE).minus(MARGIN));
    }

    /** When every attestation has expired that was issued until {@code time}, and everything signed under it. */
    static LocalDate forgotten(Instant time) {
        return of(time.plus(CsiAttestation.MAX_LIFE).plus(MARGIN));
    }
}
