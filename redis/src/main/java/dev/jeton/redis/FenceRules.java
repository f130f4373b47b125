package dev.jeton.redis;

import dev.jeton.redis.FenceMove.Kind;
import dev.jeton.redis.FenceRecords.Entry;
import dev.jeton.redis.FenceRecords.Member;
import java.util.List;
import java.util.Optional;

/**
 * The rules of the fence, for one process and one arena: from what it knows to what it does next. No I/O and no clock, so
 * that the model of the tests explores the rules that run.
 *
 * <p>An arming is served by its members only. It ends for one of them when that member sees another server, other data or
 * a lower counter, and is then fenced for all. A new one begins in one of three ways:
 *
 * <ul>
 *   <li>CREATE: nothing was ever armed, so nothing can be lost.
 *   <li>BUMP: on the very server of the last arming. It cuts its members off, so that no counter they have seen is above
 *       the one that the script finds. Members that died need not be asked; and one that has left can come back.
 *   <li>REARM: on any server, once the arming is fenced, so that nobody joins it, and all its members have closed, so that
 *       their marks are final. The data must have reached the highest of them.
 * </ul>
 */
final class FenceRules {
    private final FenceSettings settings;

    FenceRules(FenceSettings settings) {
        this.settings = settings;
    }

    /**
     * What a process knows.
     *
     * @param entry what the records say; empty if nothing was ever armed
     * @param server whom it is connected to, if that is a master
     * @param mayCreate whether it may arm for the first time
     * @param arming number of the arming that it serves or has served; 0 if none
     * @param ended why it serves that no more; empty if it does
     */
    record View(
            Optional<Entry> entry,
            Optional<String> server,
            boolean mayCreate,
            long arming,
            Optional<FenceReason> ended) {
        boolean serves() {
            return arming > 0 && ended.isEmpty();
        }
    }

    FenceMove next(View view) {
        if (view.entry().isEmpty()) {
            return withoutEntry(view);
        }
        Entry entry = view.entry().get();
        return view.serves() ? whileServing(view, entry) : whileNot(view, entry);
    }

    /** The changes that data must have counted to be armed by a REARM or BUMP. */
    long least(Kind kind, Entry entry) {
        return kind == Kind.REARM ? Math.max(0, entry.highest() - settings.toleratedLoss()) : entry.highest();
    }

    boolean isLost(Member member) {
        return !member.closed() && member.silence().compareTo(settings.memberSilence()) >= 0;
    }

    private static FenceMove withoutEntry(View view) {
        if (view.serves()) {
            return FenceMove.of(Kind.SERVE); // The records have forgotten us; Redis has not, or it would say so.
        }
        if (view.server().isEmpty()) {
            return FenceMove.wait(FenceReason.REDIS_UNAVAILABLE);
        }
        return view.mayCreate() ? FenceMove.of(Kind.CREATE) : FenceMove.wait(FenceReason.NOT_ARMED);
    }

    private FenceMove whileServing(View view, Entry entry) {
        Arming row = entry.arming();
        if (row.armed() != view.arming()) {
            return new FenceMove(Kind.END, FenceReason.OTHER_ARMING);
        }
        if (row.fenced()) {
            return new FenceMove(Kind.END, FenceReason.PEER);
        }
        if (view.server().isEmpty()) {
            return FenceMove.of(Kind.SERVE);
        }
        if (!view.server().get().equals(row.server())) {
            return new FenceMove(Kind.FENCE, FenceReason.OTHER_SERVER);
        }
        boolean bump =
                row.isPending() ? isStale(entry) : entry.members().stream().anyMatch(this::isLost);
        return FenceMove.of(bump ? Kind.BUMP : Kind.SERVE);
    }

    private FenceMove whileNot(View view, Entry entry) {
        Arming row = entry.arming();
        if (row.fenced() && isOpenMember(entry.members())) {
            return FenceMove.of(Kind.DISOWN);
        }
        if (view.server().isEmpty()) {
            return FenceMove.wait(FenceReason.REDIS_UNAVAILABLE);
        }
        if (row.isPending() && !isStale(entry)) {
            return FenceMove.wait(FenceReason.NOT_ARMED);
        }
        if (row.armed() == 0) {
            return view.mayCreate() ? FenceMove.of(Kind.CREATE) : FenceMove.wait(FenceReason.NOT_ARMED);
        }
        if (row.fenced()) {
            return rearm(entry);
        }
        if (view.arming() == row.armed()) {
            FenceReason why = view.ended().orElseThrow();
            // Somebody is arming a later one: the records will say so in a moment.
            return why == FenceReason.OTHER_ARMING ? FenceMove.wait(why) : new FenceMove(Kind.FENCE, why);
        }
        if (!view.server().get().equals(row.server())) {
            return new FenceMove(Kind.FENCE, FenceReason.OTHER_SERVER);
        }
        // Whoever has left an arming cannot join it again: its last mark was its last word.
        return FenceMove.of(row.isPending() || hasClosed(entry.members()) ? Kind.BUMP : Kind.JOIN);
    }

    private FenceMove rearm(Entry entry) {
        for (Member member : entry.members()) {
            boolean counts = member.closed() || (settings.toleratedLoss() > 0 && isLost(member));
            if (!counts) {
                return FenceMove.wait(isLost(member) ? FenceReason.MEMBER_LOST : FenceReason.PEER);
            }
        }
        return FenceMove.of(Kind.REARM);
    }

    private boolean isStale(Entry entry) {
        return entry.age().compareTo(settings.armingTimeout()) >= 0;
    }

    private boolean isOpenMember(List<Member> members) {
        return members.stream().anyMatch(member -> isSelf(member) && !member.closed());
    }

    private boolean hasClosed(List<Member> members) {
        return members.stream().anyMatch(member -> isSelf(member) && member.closed());
    }

    private boolean isSelf(Member member) {
        return member.process().equals(settings.process());
    }
}
