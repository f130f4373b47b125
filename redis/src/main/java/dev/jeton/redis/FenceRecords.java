package dev.jeton.redis;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What is known about arenas outside the Redis that holds them. It must not lose an acknowledged write, and must not share
 * the fate of that Redis.
 *
 * <p>Each method is one linearisable step. A step that failed or timed out may still be applied, and late: the fence
 * copes with that. Times are told by the records' own clock. Calls come from any thread and may have no Vert.x context;
 * an implementation opens its own session.
 */
public interface FenceRecords {
    /**
     * The entries of those {@code arenas} that have one, each with the members of its {@link Arming#armed()}: arming and
     * members read in one step.
     */
    Uni<Map<String, Entry>> read(Collection<String> arenas);

    /** Sets the arming of {@code arena}, if it is {@code expected} now (0, 0: if there is none). Emits whether it did. */
    Uni<Boolean> replace(String arena, Arming expected, Arming next);

    /**
     * Makes {@code process} a member of {@code arming}, with mark 0, if that arming {@link Arming#isServed() is served}
     * at this moment. Emits whether the process is now a member that has not closed; also if it was one before.
     */
    Uni<Boolean> join(String arena, long arming, String process);

    /**
     * Raises the marks of {@code process} in the armings named, never lowers one, and notes that it has reported. Closed
     * stays closed. What the process is no member of is left out.
     */
    Uni<Void> report(String process, Collection<Mark> marks);

    /** {@link FenceRecords#replace}, or a way to it that does more in the same step. */
    @FunctionalInterface
    interface Replacing {
        Uni<Boolean> replace(String arena, Arming expected, Arming next);
    }

    /**
     * What stands about one arena.
     *
     * @param age how long the arming has stood so
     * @param members all that have joined {@code arming.armed()}, the closed ones too
     */
    record Entry(Arming arming, Duration age, List<Member> members) {
        public Entry {
            members = List.copyOf(members);
        }

        /** The highest counter that anybody is known to have seen. */
        long highest() {
            return members.stream().mapToLong(Member::mark).reduce(arming.floor(), Math::max);
        }
    }

    /**
     * One process that has joined an arming.
     *
     * @param process the member's name, of one run of one process
     * @param mark the highest counter that it has reported
     * @param closed whether it will acknowledge nothing above its mark any more
     * @param silence how long ago it reported last
     */
    record Member(String process, long mark, boolean closed, Duration silence) {}

    /** One process' report on one arming; the components are those of {@link Member}. */
    record Mark(String arena, long arming, long mark, boolean closed) {}
}
