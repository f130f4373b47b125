package dev.jeton.redeemer.history;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What {@link LedgerModel} moves through: a master and a replica, the records, the operator's generation, two redeemers, and
 * what was acknowledged about the one token. Immutable; the same world is equal.
 *
 * @param servers the data of each
 * @param identities of each as a server; another one with each start and each promotion
 * @param master which of them new connections lead to
 */
record SmallWorld(
        List<Data> servers,
        List<Integer> identities,
        int master,
        int lastIdentity,
        Row row,
        int generation,
        List<Redeemer> redeemers,
        Acknowledged acknowledged,
        Left left) {

    /** How often something may still happen. */
    record Left(int calls, int faults, int crashes, int armings, int generations) {
        Left lessACall() {
            return new Left(calls - 1, faults, crashes, armings, generations);
        }

        Left lessAFault() {
            return new Left(calls, faults - 1, crashes, armings, generations);
        }

        Left lessACrash() {
            return new Left(calls, faults, crashes - 1, armings, generations);
        }

        Left lessAnArming() {
            return new Left(calls, faults, crashes, armings - 1, generations);
        }
    }

    /**
     * What one server holds.
     *
     * @param arming the marker's; 0 if there is no marker
     * @param on the identity that the marker names
     * @param n the changes counted
     * @param next what the next generation's part of the ledger knows of the token
     */
    record Data(int arming, int on, int n, LedgerState token, LedgerState next) {}

    /** What the records say. */
    record Row(int armed, int on, int floor, boolean fenced) {}

    /**
     * One process. Its question is its number.
     *
     * @param on the identity of the server it is connected to
     * @param duty the arming that it serves, or has served
     * @param memberMark what the records know of {@code mark}
     */
    record Redeemer(
            boolean alive,
            int server,
            int on,
            int generation,
            int duty,
            int mark,
            boolean serves,
            Membership member,
            int memberMark,
            Call call) {
        Redeemer calling(Call next) {
            return new Redeemer(alive, server, on, generation, duty, mark, serves, member, memberMark, next);
        }

        Redeemer connected(int to, int as) {
            return new Redeemer(alive, to, as, generation, duty, mark, serves, member, memberMark, call);
        }

        Redeemer dead() {
            return new Redeemer(false, server, on, generation, duty, mark, serves, member, memberMark, Call.NONE);
        }

        Redeemer ended() {
            return new Redeemer(alive, server, on, generation, duty, mark, false, member, memberMark, call);
        }

        Redeemer marked(int n) {
            return new Redeemer(
                    alive, server, on, generation, duty, Math.max(mark, n), serves, member, memberMark, call);
        }

        Redeemer reported() {
            Membership now = member == Membership.OPEN && !serves ? Membership.CLOSED : member;
            return new Redeemer(alive, server, on, generation, duty, mark, serves, now, mark, call);
        }

        Redeemer joined(Row row) {
            return new Redeemer(
                    alive, server, on, generation, row.armed(), row.floor(), true, Membership.OPEN, row.floor(), call);
        }

        /** A new arming has no members yet. */
        Redeemer noMember() {
            return new Redeemer(alive, server, on, generation, duty, mark, serves, Membership.NONE, 0, call);
        }

        Redeemer ofGeneration(int now) {
            return new Redeemer(alive, server, on, now, duty, mark, serves, member, memberMark, call);
        }
    }

    enum Membership {
        NONE,
        OPEN,
        CLOSED
    }

    enum Stage {
        NONE,
        SENT,
        /** Only of a ledger that looks first: it has seen the token, and has still to say that it is spent. */
        LOOKED,
        EXECUTED
    }

    /** One attempt on its way, to server {@code server} while it is {@code on}. */
    record Call(Stage stage, int server, int on, int duty, int mark, Outcome answer, int n) {
        static final Call NONE = new Call(Stage.NONE, 0, 0, 0, 0, Outcome.UNKNOWN, 0);

        Call at(Stage next, Outcome with, int counter) {
            return new Call(next, server, on, duty, mark, with, counter);
        }
    }

    /** What callers were told. */
    record Acknowledged(int accepted, int replayed, int questions) {
        Acknowledged and(int question, Outcome answer) {
            return switch (answer) {
                case ACCEPTED -> new Acknowledged(accepted + 1, replayed, questions | 1 << question);
                case REPLAYED -> new Acknowledged(accepted, replayed + 1, questions | 1 << question);
                default -> this;
            };
        }

        boolean isWrong(int replays) {
            return accepted > 1 || replayed > replays || Integer.bitCount(questions) > 1;
        }
    }

    /** Everybody serves the first arming on the first server; its replica has the same. */
    static SmallWorld armed(int replays, Left left) {
        Data data = new Data(1, 1, 0, LedgerState.fresh(replays), LedgerState.fresh(replays));
        Redeemer redeemer = new Redeemer(true, 0, 1, 0, 1, 0, true, Membership.OPEN, 0, Call.NONE);
        return new SmallWorld(
                List.of(data, data),
                List.of(1, 2),
                0,
                2,
                new Row(1, 1, 0, false),
                0,
                List.of(redeemer, redeemer),
                new Acknowledged(0, 0, 0),
                left);
    }

    SmallWorld with(Left now) {
        return new SmallWorld(servers, identities, master, lastIdentity, row, generation, redeemers, acknowledged, now);
    }

    SmallWorld with(Row now) {
        return new SmallWorld(
                servers, identities, master, lastIdentity, now, generation, redeemers, acknowledged, left);
    }

    SmallWorld with(Acknowledged now) {
        return new SmallWorld(servers, identities, master, lastIdentity, row, generation, redeemers, now, left);
    }

    SmallWorld withGeneration(int now) {
        return new SmallWorld(servers, identities, master, lastIdentity, row, now, redeemers, acknowledged, left);
    }

    SmallWorld with(int redeemer, Redeemer now) {
        return new SmallWorld(
                servers,
                identities,
                master,
                lastIdentity,
                row,
                generation,
                replaced(redeemers, redeemer, now),
                acknowledged,
                left);
    }

    SmallWorld withAll(UnaryOperator<Redeemer> change) {
        return new SmallWorld(
                servers,
                identities,
                master,
                lastIdentity,
                row,
                generation,
                redeemers.stream().map(change).toList(),
                acknowledged,
                left);
    }

    SmallWorld with(int server, Data now) {
        return new SmallWorld(
                replaced(servers, server, now),
                identities,
                master,
                lastIdentity,
                row,
                generation,
                redeemers,
                acknowledged,
                left);
    }

    /** The server is another one from now on: what was sent to the one before does not arrive. */
    SmallWorld renewed(int server, int masterNow) {
        return new SmallWorld(
                servers,
                replaced(identities, server, lastIdentity + 1),
                masterNow,
                lastIdentity + 1,
                row,
                generation,
                redeemers,
                acknowledged,
                left);
    }

    private static <T> List<T> replaced(List<T> all, int at, T now) {
        List<T> copy = new ArrayList<>(all);
        copy.set(at, now);
        return List.copyOf(copy);
    }
}
