package dev.jeton.redis;

import static dev.jeton.redis.TestCalls.awaitThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.dev.stack.DevRedis;
import dev.jeton.redis.MasterState.Persistence;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A server that throws data away serves nothing that must not be forgotten, and all say what they are. */
class MasterStateIT extends FenceStage {
    @Test
    void evictingPolicy_isNotServed_untilItIsChanged() {
        DevRedis redis = server(false);
        FencedProcess process = process(redis.uri()).armed();
        process.remember("a");

        redis.ask("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");

        awaitThat(() -> process.refusal("a").equals(Optional.of("EVICTS")));
        assertThat(process.standing().reason()).contains(FenceReason.EVICTS);
        assertThat(process.scripts().servers())
                .extracting(MasterState::evictionPolicy)
                .containsExactly("allkeys-lru");
        redis.ask("CONFIG", "SET", "maxmemory-policy", "noeviction");
        awaitThat(() -> process.refusal("b").isEmpty());
        assertThat(process.remember("a")).isFalse();
        assertThat(process.standing().arming()).isEqualTo(1);
    }

    @Test
    void evictingPolicy_isNotArmed() {
        DevRedis redis = server(false);
        FencedProcess process = process(redis.uri());
        redis.ask("CONFIG", "SET", "maxmemory-policy", "volatile-ttl");
        awaitThat(() -> process.server().isEmpty());

        assertThat(process.armed().standing().reason()).contains(FenceReason.EVICTS);
        assertThat(records.arming(ARENA)).isEqualTo(Arming.NONE);
    }

    /** The policy may have been another one for less than a heartbeat. */
    @Test
    void serverThatHasEvicted_isNotServed_thoughItsPolicyIsGoodNow() {
        DevRedis redis = server(false);
        FencedProcess process = process(redis.uri()).armed();
        process.remember("a");
        evictOthers(redis);

        awaitThat(() -> process.refusal("a").equals(Optional.of("EVICTS")));
        redis.ask("CONFIG", "RESETSTAT"); // The operator's word.
        awaitThat(() ->
                process.standing().reason().filter(FenceReason.EVICTS::equals).isEmpty());
    }

    /** The count of what was evicted begins anew with each start; what was evicted is gone all the same. */
    @Test
    void serverThatHasEvicted_staysFencedAfterARestart_untilTheOperatorAcceptsTheLoss() {
        DevRedis redis = server(true);
        FencedProcess process = process(redis.uri()).armed();
        process.remember("a");
        evictOthers(redis);
        awaitThat(() -> process.refusal("a").equals(Optional.of("EVICTS")));
        process.tick();

        redis.stop();
        redis.restart();

        assertStaysFenced("MARKER_MISSING", process);
        acceptLoss(process);
        awaitServing(process);
    }

    /** What ends first goes first, and that is not ours. */
    private static void evictOthers(DevRedis redis) {
        IntStream.range(0, 100).forEach(i -> redis.ask("SET", "filler" + i, "x".repeat(1000), "EX", "1000"));
        long used = Long.parseLong(ServerInfo.parse(redis.ask("INFO", "memory")).get("used_memory"));
        String less = Long.toString(used - 50_000);
        redis.ask("CONFIG", "SET", "maxmemory-policy", "volatile-ttl", "maxmemory", less);
        awaitThat(() -> Integer.parseInt(redis.ask("DBSIZE")) < 100);
        redis.ask("CONFIG", "SET", "maxmemory-policy", "noeviction", "maxmemory", "0");
    }

    @Test
    void servers_sayWhatTheyAre() {
        DevRedis redis = server(true);
        FencedProcess process = process(redis.uri());
        assertThat(process.scripts().servers())
                .containsExactly(new MasterState(
                        ServerIdentity.abbreviated(process.server().orElseThrow()),
                        "noeviction",
                        Persistence.AOF,
                        0,
                        false,
                        Optional.empty()));
        server(false).follow(redis);

        awaitThat(() -> process.scripts().servers().get(0).replicas() == 1);
        redis.kill();

        awaitThat(() -> process.scripts().servers().equals(List.of(MasterState.UNKNOWN)));
    }
}
