package dev.jeton.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;

/**
 * This process' part in one arming: the highest counter it has seen, until it ends. After that no answer is
 * acknowledged, so that the last mark is final.
 */
final class Duty {
    private final long arming;
    private final Optional<String> server;
    private final byte[] guard;
    private long mark;
    private Optional<FenceReason> ended = Optional.empty();

    Duty(long arming, String server, long mark) {
        this.arming = arming;
        this.server = Optional.of(server);
        this.guard = (arming + ":" + server).getBytes(US_ASCII);
        this.mark = mark;
    }

    long arming() {
        return arming;
    }

    Optional<String> server() {
        return server;
    }

    /** What the marker must say. */
    byte[] guard() {
        return guard;
    }

    /** Whether an answer with counter {@code n} may be acknowledged. */
    synchronized boolean acknowledge(long n) {
        if (ended.isPresent()) {
            return false;
        }
        mark = Math.max(mark, n);
        return true;
    }

    synchronized long mark() {
        return mark;
    }

    /** For good; the first reason stays. */
    synchronized void end(FenceReason reason) {
        if (ended.isEmpty()) {
            ended = Optional.of(reason);
        }
    }

    synchronized Optional<FenceReason> ended() {
        return ended;
    }

    synchronized FenceRecords.Mark report(Arena arena) {
        return new FenceRecords.Mark(arena.name(), arming, mark, ended.isPresent());
    }
}
