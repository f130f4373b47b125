package dev.jeton.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Moves an arena's marker to a new arming, if the data are whole in the sense of the {@link Way}. */
final class ArmScript {
    private static final LuaScript ARM = LuaScript.resource(ArmScript.class, "arm.lua");

    private ArmScript() {}

    /** What counts as whole; {@code arm.lua} says it in full. */
    enum Way {
        CREATE,
        SAME,
        WHOLE,
        ANY
    }

    enum Outcome {
        ARMED,
        /** The marker is of a later arming already. */
        SUPERSEDED,
        MISSING,
        OLDER,
        OTHER_SERVER,
        BEHIND
    }

    /**
     * @param attempt number of the new arming
     * @param server that it is armed on
     * @param way what counts as whole
     * @param last number of the last arming; 0 if there was none
     * @param least the least counter that counts as whole
     * @param highest the highest counter that was ever seen: the new one is not below it
     */
    record Request(long attempt, String server, Way way, long last, long least, long highest) {}

    /**
     * @param outcome whether it was armed, or why not
     * @param arming number of the arming found; -1 if there was no marker
     * @param found the counter found; 0 if there was no marker
     * @param counter the counter now
     */
    record Answer(Outcome outcome, long arming, long found, long counter) {
        FenceReason reason() {
            return switch (outcome) {
                case ARMED -> FenceReason.NOT_ARMED;
                case SUPERSEDED -> FenceReason.OTHER_ARMING;
                case MISSING -> FenceReason.MARKER_MISSING;
                case OTHER_SERVER -> FenceReason.OTHER_SERVER;
                case OLDER, BEHIND -> FenceReason.BEHIND_MARK;
            };
        }
    }

    /** Fails with {@link RedisUnavailable} or {@link OtherServer}; it may have been armed all the same. */
    static Uni<Answer> run(RedisScripts redis, Arena arena, Request request) {
        List<byte[]> arguments = Stream.of(
                        request.attempt(),
                        request.server(),
                        request.way().name().toLowerCase(Locale.ROOT),
                        request.last(),
                        request.least(),
                        request.highest(),
                        arena.ends().getEpochSecond())
                .map(argument -> argument.toString().getBytes(UTF_8))
                .toList();
        // Whatever was armed, a failover must not take back; and what was not, need not be waited for, but may.
        return redis.run(new ScriptCall(
                        ARM,
                        List.of(arena.marker().getBytes(UTF_8)),
                        List.of(),
                        arguments,
                        List.of(),
                        Optional.of(request.server()),
                        -1))
                .map(answer -> new Answer(
                        Outcome.values()[answer.get(0).intValue()], answer.get(1), answer.get(2), answer.get(3)));
    }
}
