package dev.jeton.redis;

/**
 * What stands in the records about one arena. A value is replaced by one of the next, and never comes back: the attempt
 * grows, and within one attempt {@code armed} and {@code fenced} each change once.
 *
 * @param attempt number of the latest try to arm, from 1; above {@code armed} while it is on its way or has failed
 * @param armed number of the arming that is, or was last, served; 0 before the first
 * @param server the server that {@code armed} was armed on; empty before the first
 * @param floor the counter at that moment: all changes up to it are in the data, or their loss was accepted
 * @param fenced whether {@code armed} may be served no more, because somebody saw that the data may have lost something
 */
public record Arming(long attempt, long armed, String server, long floor, boolean fenced) {
    /** Before anything was armed. */
    static final Arming NONE = new Arming(0, 0, "", 0, false);

    /** @throws IllegalArgumentException unless 0 <= armed <= attempt and 0 <= floor */
    public Arming {
        if (armed < 0 || attempt < armed || floor < 0) {
            throw new IllegalArgumentException(
                    "no arming: attempt " + attempt + ", armed " + armed + ", floor " + floor);
        }
    }

    /** Only such a one may be joined. */
    public boolean isServed() {
        return armed > 0 && attempt == armed && !fenced;
    }

    boolean isPending() {
        return attempt > armed;
    }

    Arming attempted(long number) {
        return new Arming(number, armed, server, floor, fenced);
    }

    Arming armedOn(String where, long counter) {
        return new Arming(attempt, attempt, where, counter, false);
    }

    Arming fencedOff() {
        return new Arming(attempt, armed, server, floor, true);
    }
}
