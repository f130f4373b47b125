package dev.jeton.redeemer.history;

import dev.jeton.redeemer.history.SmallWorld.Call;
import dev.jeton.redeemer.history.SmallWorld.Data;
import dev.jeton.redeemer.history.SmallWorld.Left;
import dev.jeton.redeemer.history.SmallWorld.Membership;
import dev.jeton.redeemer.history.SmallWorld.Redeemer;
import dev.jeton.redeemer.history.SmallWorld.Row;
import dev.jeton.redeemer.history.SmallWorld.Stage;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The ledger on its fence, small: one token, two redeemers with a question each, a master and a replica, and every order in
 * which their steps can interleave.
 *
 * <p>An attempt in flight runs at any later time or never; its answer may get lost; redeemers die; the replica lags, is
 * promoted, and the former master goes on for those who still talk to it, until it follows; the master comes back with
 * nothing; arenas are fenced and armed again; the operator begins a new generation, of which the redeemers hear one by
 * one. The fence's own steps, an arming that stalls half-way above all, are those of {@code FenceModel} in module redis, by
 * the rules that run: here an arming is one step.
 *
 * <p>Wrong is: the token was acknowledged for two questions, accepted twice, or replayed too often.
 */
final class LedgerModel {
    /** What makes the token good once, one rule each; to be left out one at a time. */
    enum Rule {
        /** To look whether the token is fresh and to say that it is spent is one step. */
        ONE_STEP,
        /** Only the question that was accepted is answered again. */
        SAME_QUESTION,
        /** An attempt runs on data of the arming and the server that its redeemer serves. */
        FENCE,
        /** What comes after a redeemer has closed is not acknowledged. */
        NO_LATE_ANSWER,
        /** Armed again are only data that have reached the highest counter acknowledged. */
        HIGHEST_MARK,
        /** Armed again is only after all redeemers have closed. */
        ALL_CLOSED,
        /** A replay is a change, and counted. */
        REPLAYS_COUNT,
        /** What was armed once is never begun from nothing. */
        BEGUN_ONCE,
        /** Tokens of the last generation are no tokens of the next. */
        VOIDED
    }

    static final int REPLAYS = 1;

    private final Set<Rule> rules = EnumSet.allOf(Rule.class);

    LedgerModel(Rule... without) {
        rules.removeAll(List.of(without));
    }

    /** Calls {@code reached} with each world that one step leads to. */
    void steps(SmallWorld from, Consumer<SmallWorld> reached) {
        servers(from, reached);
        if (from.generation() < from.left().generations()) {
            reached.accept(from.withGeneration(from.generation() + 1));
        }
        for (int r = 0; r < from.redeemers().size(); r++) {
            Redeemer redeemer = from.redeemers().get(r);
            if (redeemer.alive()) {
                redeemer(from, r, redeemer, reached);
            }
            network(from, r, redeemer, reached);
        }
    }

    private static void servers(SmallWorld world, Consumer<SmallWorld> reached) {
        int master = world.master();
        int replica = 1 - master;
        Data data = world.servers().get(master);
        if (!world.servers().get(replica).equals(data)) {
            // A former master that was still talked to is none any more.
            reached.accept(world.with(replica, data).renewed(replica, master));
        }
        Left left = world.left();
        if (left.faults() > 0) {
            SmallWorld fault = world.with(left.lessAFault());
            reached.accept(fault.renewed(replica, replica));
            LedgerState fresh = LedgerState.fresh(REPLAYS);
            reached.accept(fault.with(master, new Data(0, 0, 0, fresh, fresh)).renewed(master, master));
        }
    }

    /** What no redeemer can hold back any more. */
    private void network(SmallWorld world, int r, Redeemer redeemer, Consumer<SmallWorld> reached) {
        Call call = redeemer.call();
        if (call.stage() != Stage.SENT && call.stage() != Stage.LOOKED) {
            return;
        }
        if (world.identities().get(call.server()) != call.on()) {
            reached.accept(world.with(r, redeemer.calling(Call.NONE)));
            return;
        }
        reached.accept(redeemer.generation() == 0 ? execute(world, r, redeemer) : executeInNext(world, r, redeemer));
    }

    private SmallWorld execute(SmallWorld world, int r, Redeemer redeemer) {
        Call call = redeemer.call();
        Data data = world.servers().get(call.server());
        boolean whole = data.arming() == call.duty() && data.on() == call.on() && data.n() >= call.mark();
        if (!whole && rules.contains(Rule.FENCE)) {
            Redeemer fenced = redeemer.duty() == call.duty() ? redeemer.ended() : redeemer;
            return world.with(r, fenced.calling(Call.NONE));
        }
        boolean looked = call.stage() == Stage.LOOKED;
        Outcome answer = looked ? call.answer() : answer(data.token(), r);
        LedgerState token = looked ? new LedgerState(r, REPLAYS) : data.token().after(r);
        if (!looked && answer == Outcome.ACCEPTED && !rules.contains(Rule.ONE_STEP)) {
            return world.with(r, redeemer.calling(call.at(Stage.LOOKED, answer, 0)));
        }
        boolean counts =
                answer == Outcome.ACCEPTED || (answer == Outcome.REPLAYED && rules.contains(Rule.REPLAYS_COUNT));
        int n = data.n() + (counts ? 1 : 0);
        return world.with(call.server(), new Data(data.arming(), data.on(), n, token, data.next()))
                .with(r, redeemer.calling(call.at(Stage.EXECUTED, answer, n)));
    }

    private Outcome answer(LedgerState token, int question) {
        boolean any = !rules.contains(Rule.SAME_QUESTION) && token.question() != LedgerState.FRESH;
        return token.answer(any ? token.question() : question);
    }

    /** The next generation's part is another arena; its fence is not at stake here. */
    private SmallWorld executeInNext(SmallWorld world, int r, Redeemer redeemer) {
        Call call = redeemer.call();
        Data data = world.servers().get(call.server());
        Data after = new Data(
                data.arming(), data.on(), data.n(), data.token(), data.next().after(r));
        return world.with(call.server(), after)
                .with(r, redeemer.calling(call.at(Stage.EXECUTED, data.next().answer(r), 0)));
    }

    private void redeemer(SmallWorld world, int r, Redeemer redeemer, Consumer<SmallWorld> reached) {
        Left left = world.left();
        if (left.crashes() > 0) {
            reached.accept(world.with(left.lessACrash()).with(r, redeemer.dead()));
        }
        int master = world.identities().get(world.master());
        if (redeemer.on() != master) {
            reached.accept(world.with(r, redeemer.connected(world.master(), master)));
        }
        if (redeemer.call().stage() == Stage.NONE && left.calls() > 0 && mayCall(world, redeemer)) {
            Call call = new Call(
                    Stage.SENT, redeemer.server(), redeemer.on(), redeemer.duty(), redeemer.mark(), Outcome.UNKNOWN, 0);
            reached.accept(world.with(left.lessACall()).with(r, redeemer.calling(call)));
        }
        if (redeemer.call().stage() == Stage.EXECUTED) {
            reached.accept(world.with(r, redeemer.calling(Call.NONE))); // The answer got lost.
            reached.accept(deliver(world, r, redeemer));
        }
        if (redeemer.generation() < world.generation()) {
            Redeemer leaving = redeemer.ended().reported().ofGeneration(world.generation());
            reached.accept(world.with(r, leaving.calling(Call.NONE)));
        } else if (redeemer.generation() == 0) {
            look(world, r, redeemer, reached);
        }
    }

    private boolean mayCall(SmallWorld world, Redeemer redeemer) {
        if (redeemer.generation() > 0) {
            return !rules.contains(Rule.VOIDED);
        }
        boolean there = redeemer.on() == world.identities().get(redeemer.server());
        return there && (redeemer.serves() || !rules.contains(Rule.FENCE));
    }

    private SmallWorld deliver(SmallWorld world, int r, Redeemer redeemer) {
        Call call = redeemer.call();
        Redeemer done = redeemer.calling(Call.NONE);
        boolean open = redeemer.serves() && redeemer.duty() == call.duty();
        boolean fenced = redeemer.generation() == 0 && rules.contains(Rule.FENCE);
        if (fenced && !open && rules.contains(Rule.NO_LATE_ANSWER)) {
            return world.with(r, done);
        }
        return world.with(r, done.marked(call.n())).with(world.acknowledged().and(r, call.answer()));
    }

    /** Reports, and makes the fence's next move. */
    private void look(SmallWorld before, int r, Redeemer looking, Consumer<SmallWorld> reached) {
        Row row = before.row();
        boolean over = looking.serves() && (row.fenced() || looking.duty() != row.armed() || looking.on() != row.on());
        Redeemer redeemer = (over ? looking.ended() : looking);
        redeemer = redeemer.duty() == row.armed() ? redeemer.reported() : redeemer;
        SmallWorld world = before.with(r, redeemer);
        boolean there = redeemer.on() == world.identities().get(redeemer.server());
        if (!row.fenced()) {
            boolean served = redeemer.on() == row.on();
            if (redeemer.duty() == row.armed() ? !redeemer.serves() : !served) {
                reached.accept(world.with(new Row(row.armed(), row.on(), row.floor(), true)));
            } else if (!redeemer.serves()) {
                reached.accept(world.with(r, redeemer.joined(row)));
            } else if (there && served && world.redeemers().stream().anyMatch(LedgerModel::isLost)) {
                arm(world, redeemer, world.servers().get(redeemer.server()).n(), reached);
            }
        } else if (there && world.redeemers().stream().allMatch(this::isDone)) {
            rearm(world, redeemer, reached);
        }
        if (!world.equals(before)) {
            reached.accept(world);
        }
    }

    private void rearm(SmallWorld world, Redeemer redeemer, Consumer<SmallWorld> reached) {
        Data data = world.servers().get(redeemer.server());
        int highest = world.redeemers().stream()
                .filter(member -> member.member() != Membership.NONE)
                .mapToInt(Redeemer::memberMark)
                .reduce(world.row().floor(), Math::max);
        boolean whole = data.arming() == world.row().armed() && data.n() >= highest;
        boolean marked = data.arming() > 0 && !rules.contains(Rule.HIGHEST_MARK);
        boolean begins = data.arming() == 0 && !rules.contains(Rule.BEGUN_ONCE);
        if (whole || marked || begins) {
            arm(world, redeemer, data.n(), reached);
        }
    }

    private static void arm(SmallWorld world, Redeemer by, int n, Consumer<SmallWorld> reached) {
        Left left = world.left();
        if (left.armings() == 0) {
            return;
        }
        Data data = world.servers().get(by.server());
        int number = Math.max(world.row().armed(), data.arming()) + 1;
        reached.accept(world.with(left.lessAnArming())
                .with(new Row(number, by.on(), n, false))
                .with(by.server(), new Data(number, by.on(), n, data.token(), data.next()))
                .withAll(Redeemer::noMember));
    }

    private static boolean isLost(Redeemer member) {
        return !member.alive() && member.member() == Membership.OPEN;
    }

    private boolean isDone(Redeemer member) {
        return member.member() != Membership.OPEN || !rules.contains(Rule.ALL_CLOSED);
    }
}
