package dev.jeton.crypto.bhttp;

import dev.jeton.crypto.wire.MalformedMessage;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The value of a field {@code date}, in the one form that is sent: {@code Sun, 06 Nov 1994 08:49:37 GMT} (RFC 9110, Section 5.6.7). */
public final class HttpDate {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);
    private static final int CHARS = 29;

    private HttpDate() {}

    /** {@code time} without what is below a second; of a year of four digits. */
    public static String format(Instant time) {
        return FORM.format(time);
    }

    /** The second that {@code value} names; {@link MalformedMessage} naming {@code field} for any other spelling of it. */
    public static Instant parse(String field, String value) {
        if (value.length() == CHARS) {
            try {
                Instant time = FORM.parse(value, Instant::from);
                if (format(time).equals(value)) {
                    return time;
                }
            } catch (DateTimeException e) {
                // Falls through: it is none.
            }
        }
        throw MalformedMessage.of(field, "not a date as HTTP writes it");
    }
}
