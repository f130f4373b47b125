package dev.jeton.redis;

import dev.jeton.redis.ArmScript.Outcome;
import dev.jeton.redis.ArmScript.Request;
import dev.jeton.redis.ArmScript.Way;
import dev.jeton.redis.FenceMove.Kind;
import dev.jeton.redis.FenceRecords.Entry;
import dev.jeton.redis.FenceRecords.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Two servers, the records and a few processes, with every order in which their steps can interleave.
 *
 * <p>The processes decide by {@link FenceRules}, the servers by {@link MarkerModel}. A script in flight runs at any later
 * time or never, also after its sender died; so does the write to the records that follows an arming. Time is in nobody's
 * hands: at each look any member may seem lost and any attempt stale. Servers restart, and take over the data of the
 * other one, which may be older or empty: a restored snapshot, a lagging replica that is promoted, a failover there and
 * back. Marks that were read may be old: joins and bumps know the floor only.
 *
 * <p>Wrong is: two changes were acknowledged, and neither was made on data that held the other.
 */
final class FenceModel {
    /** What keeps the fence safe, one rule each; to be left out one at a time. */
    enum Rule {
        /** A server that has replaced its data is another one, also to connections that it kept. */
        NEW_DATA_NEW_IDENTITY,
        /** Re-arming asks for the highest counter seen. */
        HIGHEST_MARK,
        /** Re-arming waits until all members have closed. */
        MEMBERS_CLOSE,
        /** What comes after closing is not acknowledged. */
        NO_LATE_ANSWER,
        /** Markers and scripts carry the number of the arming. */
        ARMING_NUMBER
    }

    /** How far to go; {@code departures} is how many die, or leave and may come back. */
    record Bounds(int processes, int changes, int serverFaults, int departures, int attempts) {}

    private static final FenceSettings SETTINGS =
            new FenceSettings("p", 0, Duration.ofSeconds(1), Duration.ofSeconds(1));
    private static final FenceRules RULES = new FenceRules(SETTINGS);
    private static final Duration LONG = Duration.ofHours(1);

    private final Set<Rule> rules;
    private final Bounds bounds;

    FenceModel(Bounds bounds, Rule... without) {
        this.bounds = bounds;
        this.rules = EnumSet.allOf(Rule.class);
        this.rules.removeAll(List.of(without));
    }

    /** Nothing was ever armed, and nobody is connected. */
    ModelState unarmed() {
        return new ModelState(bounds);
    }

    /** All processes serve the first arming on the first server; the other one is a replica that fell behind. */
    ModelState armed() {
        ModelState state = new ModelState(bounds);
        state.row = Arming.NONE.attempted(1).armedOn(ModelState.name(1), 0);
        Arrays.fill(state.markers, new MarkerModel(1, ModelState.name(1), 0));
        for (int p = 0; p < bounds.processes(); p++) {
            state.own(p).connect(0, 1);
            state.processes[p].join(state.row);
        }
        return state;
    }

    /** As before, but one process has bumped the arming, and the others do not know yet. */
    ModelState bumped() {
        ModelState state = armed();
        state.arm(state.row.attempted(2).armedOn(ModelState.name(1), 0));
        Arrays.fill(state.markers, new MarkerModel(2, ModelState.name(1), 0));
        state.own(0).join(state.row);
        return state;
    }

    /** Calls {@code reached} with each state that one step leads to. */
    void steps(ModelState from, Consumer<ModelState> reached) {
        for (int server = 0; server < ModelState.SERVERS && from.serverFaults > 0; server++) {
            fault(from, server, server, reached);
            fault(from, server, 1 - server, reached);
        }
        for (int p = 0; p < bounds.processes(); p++) {
            network(from, p, reached);
            if (from.processes[p].alive) {
                process(from, p, reached);
            }
        }
    }

    /** Server {@code to} restarts, or takes over all that {@code from} has. */
    private void fault(ModelState state, int to, int from, Consumer<ModelState> reached) {
        ModelState next = state.copy();
        next.serverFaults--;
        next.markers[to] = next.markers[from];
        next.contents[to] = next.contents[from];
        if (rules.contains(Rule.NEW_DATA_NEW_IDENTITY)) {
            next.identities[to] = ++next.lastIdentity;
            next.loseWhatIsOnItsWay();
        }
        reached.accept(next);
    }

    /** What no process can hold back any more. */
    private void network(ModelState state, int p, Consumer<ModelState> reached) {
        ModelProcess now = state.processes[p];
        if (now.call == Stage.SENT && state.identities[now.callServer] == now.callIdentity) {
            ModelState next = state.copy();
            executeCall(next, next.own(p));
            reached.accept(next);
        }
        if (now.arm == Stage.SENT && state.identities[now.armServer] == now.armIdentity) {
            ModelState next = state.copy();
            executeArm(next, next.own(p));
            reached.accept(next);
        }
        if (now.arm == Stage.EXECUTED) {
            ModelState next = state.copy();
            concludeArm(next, next.own(p));
            reached.accept(next);
        }
    }

    private void process(ModelState state, int p, Consumer<ModelState> reached) {
        ModelProcess now = state.processes[p];
        if (state.departures > 0) {
            step(state, reached, next -> {
                next.departures--;
                next.own(p).alive = false;
            });
        }
        if (state.departures > 0 && now.serves()) {
            step(state, reached, next -> {
                next.departures--;
                leave(next, next.own(p));
            });
        }
        if (now.identity != state.identities[now.server]) {
            for (int server = 0; server < ModelState.SERVERS; server++) {
                int to = server;
                step(state, reached, next -> next.own(p).connect(to, next.identities[to]));
            }
        }
        boolean current = now.identity == now.dutyIdentity && now.identity == state.identities[now.server];
        if (now.serves() && current && now.call == Stage.NONE && state.changes < bounds.changes()) {
            step(state, reached, next -> next.own(p).send());
        }
        if (now.call == Stage.EXECUTED) {
            step(state, reached, next -> deliver(next, next.own(p)));
            step(state, reached, next -> next.own(p).forgetCall()); // too late for the one who called
        }
        if (changesAnything(state, p, false)) {
            step(state, reached, next -> look(next, p, false));
        }
        if (changesAnything(state, p, true)) {
            step(state, reached, next -> look(next, p, true));
        }
    }

    private static void step(ModelState state, Consumer<ModelState> reached, Consumer<ModelState> change) {
        ModelState next = state.copy();
        change.accept(next);
        reached.accept(next);
    }

    /** fence.lua with a script that changes something. */
    private void executeCall(ModelState state, ModelProcess p) {
        MarkerModel marker = state.markers[p.callServer];
        boolean admitted = rules.contains(Rule.ARMING_NUMBER)
                ? marker.admits(p.callArming, ModelState.name(p.callIdentity), p.callMark)
                : marker.admits(marker.arming(), ModelState.name(p.callIdentity), p.callMark);
        if (!admitted) {
            if (p.alive && p.serves() && p.duty == p.callArming) {
                p.ended = marker.arming() > p.duty ? FenceReason.OTHER_ARMING : FenceReason.BEHIND_MARK;
            }
            p.forgetCall();
            return;
        }
        if (state.changes == bounds.changes()) {
            p.forgetCall();
            return;
        }
        int change = state.changes++;
        state.contents[p.callServer] |= 1 << change;
        state.madeOn[change] = state.contents[p.callServer];
        state.markers[p.callServer] = new MarkerModel(marker.arming(), marker.server(), marker.counter() + 1);
        p.call = Stage.EXECUTED;
        p.callChange = change;
        p.callMark = marker.counter() + 1;
    }

    private void deliver(ModelState state, ModelProcess p) {
        boolean open = p.serves() && p.duty == p.callArming;
        if (open || !rules.contains(Rule.NO_LATE_ANSWER)) {
            acknowledge(state, p);
        }
        p.forgetCall();
    }

    private static void acknowledge(ModelState state, ModelProcess p) {
        p.mark = Math.max(p.mark, p.callMark);
        for (int other = 0; other < state.changes; other++) {
            boolean acknowledged = (state.acknowledged & (1 << other)) != 0;
            boolean together = (state.madeOn[p.callChange] & (1 << other)) != 0
                    || (state.madeOn[other] & (1 << p.callChange)) != 0;
            state.wrong |= acknowledged && !together;
        }
        state.acknowledged |= 1 << p.callChange;
    }

    /** Reports, reads, decides, and does what needs the records. */
    private void look(ModelState state, int index, boolean late) {
        ModelProcess p = state.own(index);
        report(state, p);
        Optional<Entry> entry = entry(state, index, late);
        FenceMove move = move(entry, p);
        switch (move.kind()) {
            case SERVE, WAIT -> {}
            case END -> {
                p.ended = move.reason();
                report(state, p);
            }
            case FENCE -> {
                p.ended = p.serves() ? move.reason() : p.ended;
                state.replace(state.row.fencedOff());
            }
            case DISOWN -> p.member = Membership.CLOSED;
            case JOIN -> {
                if (p.member != Membership.CLOSED) {
                    p.join(state.row);
                }
            }
            case CREATE, BUMP, REARM -> {
                if (p.arm == Stage.NONE && state.row.attempt() < bounds.attempts()) {
                    state.replace(state.row.attempted(state.row.attempt() + 1));
                    p.arm(state.row, request(state, p, move.kind(), entry));
                }
            }
        }
    }

    /** Cheaper than to make the step and see. */
    private boolean changesAnything(ModelState state, int index, boolean late) {
        ModelProcess p = state.processes[index];
        boolean reports =
                p.duty == state.row.armed() && p.member == Membership.OPEN && (p.memberMark < p.mark || !p.serves());
        if (reports) {
            return true;
        }
        Kind kind = move(entry(state, index, late), p).kind();
        return kind != Kind.SERVE && kind != Kind.WAIT;
    }

    private static FenceMove move(Optional<Entry> entry, ModelProcess p) {
        Optional<String> server = p.identity == 0 ? Optional.empty() : Optional.of(ModelState.name(p.identity));
        return RULES.next(new FenceRules.View(entry, server, true, p.duty, Optional.ofNullable(p.ended)));
    }

    private static void report(ModelState state, ModelProcess p) {
        if (p.duty == state.row.armed() && p.member != Membership.NONE) {
            p.memberMark = Math.max(p.memberMark, p.mark);
            p.member = p.serves() ? p.member : Membership.CLOSED;
        }
    }

    /** Says goodbye and knows nothing more; its next look may be that of one who comes back. */
    private static void leave(ModelState state, ModelProcess p) {
        p.ended = FenceReason.LEFT;
        report(state, p);
        p.duty = 0;
        p.dutyIdentity = 0;
        p.mark = 0;
        p.ended = null;
    }

    private Optional<Entry> entry(ModelState state, int self, boolean late) {
        if (state.row.equals(Arming.NONE)) {
            return Optional.empty();
        }
        List<Member> members = new ArrayList<>();
        for (int p = 0; p < bounds.processes(); p++) {
            ModelProcess process = state.processes[p];
            if (process.member != Membership.NONE) {
                boolean closed = process.member == Membership.CLOSED || !rules.contains(Rule.MEMBERS_CLOSE);
                members.add(
                        new Member(p == self ? "p" : "other", process.memberMark, closed, late ? LONG : Duration.ZERO));
            }
        }
        return Optional.of(new Entry(state.row, late ? LONG : Duration.ZERO, members));
    }

    private Request request(ModelState state, ModelProcess p, Kind kind, Optional<Entry> entry) {
        Way way = kind == Kind.CREATE ? Way.CREATE : kind == Kind.BUMP ? Way.SAME : Way.WHOLE;
        long floor = state.row.floor();
        long least = kind == Kind.REARM ? RULES.least(kind, entry.orElseThrow()) : floor;
        return new Request(
                state.row.attempt(),
                ModelState.name(p.identity),
                way,
                state.row.armed(),
                rules.contains(Rule.HIGHEST_MARK) ? least : 0,
                floor);
    }

    private void executeArm(ModelState state, ModelProcess p) {
        MarkerModel marker = state.markers[p.armServer];
        Request request = p.request;
        if (!rules.contains(Rule.ARMING_NUMBER)) {
            request = new Request(
                    Math.max(request.attempt(), marker.arming() + 1),
                    request.server(),
                    request.way(),
                    0,
                    request.least(),
                    request.highest());
        }
        p.outcome = marker.answer(request).outcome();
        p.counter = marker.answer(request).counter();
        state.markers[p.armServer] = marker.after(request);
        p.arm = Stage.EXECUTED;
    }

    private void concludeArm(ModelState state, ModelProcess p) {
        boolean current = state.row.equals(p.tried);
        if (current && p.outcome == Outcome.ARMED) {
            state.arm(p.tried.armedOn(p.request.server(), p.counter));
        } else if (current && p.request.way() == Way.SAME && p.outcome != Outcome.SUPERSEDED) {
            state.replace(p.tried.fencedOff());
        }
        p.forgetArm();
    }

    enum Stage {
        NONE,
        SENT,
        EXECUTED
    }

    enum Membership {
        NONE,
        OPEN,
        CLOSED
    }
}
