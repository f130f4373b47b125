package dev.jeton.redeemer.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.dev.stack.DevRedis;
import dev.jeton.dev.stack.RunDirectory;
import dev.jeton.dev.stack.Wire;
import dev.jeton.redis.RedisSettings;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One Redis that keeps a log of all writes, with a replica, and a wire for each process. */
final class SingleRedis implements Servers {
    private final List<Wire> wires;
    private final byte[] nothing;
    private DevRedis primary;
    private DevRedis standby;
    private int kills;
    private int failovers;

    SingleRedis(RunDirectory run, int processes) {
        primary = server(run);
        standby = server(run);
        nothing = primary.dump();
        standby.follow(primary);
        wires = IntStream.range(0, processes)
                .mapToObj(slot -> new Wire(primary.port()))
                .toList();
    }

    private static DevRedis server(RunDirectory run) {
        return DevRedis.in(run).withoutPassword().appendOnly(true).start();
    }

    @Override
    public RedisSettings settings(int slot) {
        return RedisSettings.at(wires.get(slot).redis());
    }

    @Override
    public int kills() {
        return kills;
    }

    @Override
    public int failovers() {
        return failovers;
    }

    @Override
    public List<Disturbance> disturbances(Random random, Load load, Redeemers redeemers) {
        Events events = new Events(random, load, redeemers);
        return Stream.of(
                        new Disturbance("killed, back with its log", true, events::restart),
                        new Disturbance("failover to a replica that lags", false, () -> events.lag(false)),
                        new Disturbance("connections cut", true, events::cut),
                        new Disturbance("killed, back from an older snapshot", false, events::comeBackWithASnapshot),
                        new Disturbance("failover by agreement", true, events::handOver),
                        new Disturbance("process killed", true, events::killProcess),
                        new Disturbance("killed, the replica promoted", false, events::promote),
                        new Disturbance("failover to a replica that lags, and back", true, () -> events.lag(true)),
                        new Disturbance("flushed", false, events::flush),
                        new Disturbance("paused", true, events::pause),
                        new Disturbance("killed, back with nothing", false, () -> events.comeBackWith(nothing)),
                        new Disturbance("one process led to a replica that lags", true, events::split),
                        new Disturbance("all but one, which stalls, led to a replica that lags", true, events::strand),
                        new Disturbance("failover while answers are late", false, events::delay),
                        new Disturbance(
                                "made a replica and a master again, connections kept", false, events::thereAndBack),
                        new Disturbance(
                                "killed with a process, back with its log", false, events::restartWithoutAProcess))
                .map(disturbance -> disturbance.andThen(this::awaitReplica))
                .toList();
    }

    private void awaitReplica() {
        assertThat(Load.until(standby::isLinked, Duration.ofSeconds(20))).isTrue();
    }

    private final class Events {
        private final Random random;
        private final Load load;
        private final Redeemers redeemers;

        Events(Random random, Load load, Redeemers redeemers) {
            this.random = random;
            this.load = load;
            this.redeemers = redeemers;
        }

        void restart() {
            kill();
            primary.restart();
        }

        void restartWithoutAProcess() {
            redeemers.replace(random.nextInt(redeemers.slots()));
            restart();
        }

        void comeBackWith(byte[] dump) {
            kill();
            primary.restore(dump);
        }

        void comeBackWithASnapshot() {
            byte[] snapshot = primary.dump();
            moreAtThePrimary();
            comeBackWith(snapshot);
        }

        void flush() {
            primary.ask("FLUSHALL");
        }

        void pause() {
            primary.pause();
            wait(300, 1_500);
            primary.resume();
        }

        void cut() {
            for (Wire wire : wires) {
                if (random.nextBoolean()) {
                    wire.loseAnswers();
                } else {
                    wire.loseRequests();
                }
                wait(0, 100);
                wire.cut();
            }
        }

        void killProcess() {
            redeemers.replace(random.nextInt(redeemers.slots()));
            // Until then it would be missed if the server died too.
            Load.sleep(Servers.MEMBER_IS_LOST);
        }

        void handOver() {
            primary.ask("FAILOVER");
            assertThat(Load.until(() -> standby.ask("ROLE").startsWith("master"), Duration.ofSeconds(10)))
                    .isTrue();
            leadAll(standby);
            exchange();
        }

        /** It has what it was sent: maybe not all. */
        void promote() {
            kill();
            standby.promote();
            leadAll(standby);
            exchange();
            standby.restart();
            standby.follow(primary);
        }

        /** The replica stops to hear its master, which goes on, and is taken for the master later. */
        void lag(boolean andBack) {
            standby.promote();
            moreAtThePrimary();
            leadAll(standby);
            wait(200, 1_500);
            if (andBack) {
                leadAll(primary);
            } else {
                exchange();
            }
            standby.follow(primary);
        }

        void split() {
            standby.promote();
            moreAtThePrimary();
            Wire astray = wires.get(random.nextInt(wires.size()));
            lead(astray, standby);
            wait(200, 1_500);
            lead(astray, primary);
            standby.follow(primary);
        }

        /** The one goes on at the primary, and does not hear that the others have turned away. */
        void strand() {
            int left = random.nextInt(wires.size());
            redeemers.stall(left);
            turnAway(others(left));
            wait(500, 1_500);
            redeemers.goOn();
            leadAll(primary);
            standby.follow(primary);
        }

        /** What one process has sent is applied at the old primary alone, and is answered when the others serve the new. */
        void delay() {
            int late = random.nextInt(wires.size());
            wires.get(late).holdAnswers();
            turnAway(others(late));
            // Or it would just have been slow. In time, or its callers would not wait any more.
            Load.until(() -> !redeemers.running(late).process().serves(), Duration.ofMillis(900));
            wires.get(late).release();
            wait(100, 300);
            lead(wires.get(late), standby);
            failovers++;
            exchange();
            standby.follow(primary);
        }

        /** To the replica, which has all that these have seen, and does not get more. */
        private void turnAway(List<Wire> turning) {
            turning.forEach(wire -> lead(wire, standby));
            long seen = offset(primary, "master_repl_offset:");
            assertThat(Load.until(() -> offset(standby, "slave_repl_offset:") >= seen, Duration.ofSeconds(10)))
                    .isTrue();
            standby.promote();
            turning.forEach(Wire::cut);
        }

        private static long offset(DevRedis server, String field) {
            return server.ask("INFO", "replication")
                    .lines()
                    .filter(line -> line.startsWith(field))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(field.length()).strip()))
                    .findFirst()
                    .orElseThrow();
        }

        private List<Wire> others(int slot) {
            return wires.stream().filter(wire -> wire != wires.get(slot)).toList();
        }

        /** The clients notice nothing of it but that for a moment they may not write. */
        void thereAndBack() {
            standby.promote();
            moreAtThePrimary();
            primary.follow(standby);
            primary.promote();
            standby.follow(primary);
            failovers += 2;
        }

        private void kill() {
            primary.kill();
            kills++;
        }

        private void moreAtThePrimary() {
            load.pass(100 + random.nextInt(500), Duration.ofSeconds(2));
        }

        private void leadAll(DevRedis server) {
            failovers++;
            wires.forEach(wire -> lead(wire, server));
        }

        private void lead(Wire wire, DevRedis server) {
            wire.lead(server.port());
            wire.cut();
        }

        private void exchange() {
            DevRedis former = primary;
            primary = standby;
            standby = former;
        }

        private void wait(int leastMillis, int mostMillis) {
            Load.sleep(Duration.ofMillis(leastMillis + random.nextInt(mostMillis - leastMillis)));
        }
    }
}
