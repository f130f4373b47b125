package dev.jeton.issuer.it;

import static dev.jeton.issuer.it.IssuerProcess.await;
import static dev.jeton.issuer.it.IssuerProcess.problem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Stores that forget, replicas that die: nobody gets a quota twice before an operator accepts it. By name only. */
class QuotaDisasterIT {
    private static final ToyMsp FREE_MSP = Stores.ES;
    private static final ToyMsp FLUSHED_MSP = Stores.SMALL;
    private static final ToyMsp RESTORED_MSP = Stores.ED;
    private static final int MSP_QUOTA = 100;
    private static final int SENDER_QUOTA = 40;
    private static final String ACCEPTANCES =
            "select count(*) from audit_trail where action = 'quota-loss-accepted' and operator = 'alice'";

    private static final Duration SEVERAL_TICKS = Duration.ofSeconds(3);

    private static OwnIssuers own;

    @BeforeAll
    static void start() {
        own = new OwnIssuers(
                List.of(
                        Quotas.policy(FREE_MSP, 1_000_000, Map.of("free", 100_000)),
                        Quotas.policy(FLUSHED_MSP, MSP_QUOTA, Map.of("free", SENDER_QUOTA)),
                        Quotas.policy(RESTORED_MSP, MSP_QUOTA, Map.of("free", SENDER_QUOTA))),
                true);
    }

    @AfterAll
    static void end() {
        own.close();
    }

    @AfterEach
    void acceptWhatIsLeft() {
        acceptLosses();
        own.awaitReady();
    }

    @Test
    void flush_stopsEverybody_andWithTheLossAccepted_theProviderStillHasOneQuota() {
        assertThat(ask(own.first, FLUSHED_MSP, "a", SENDER_QUOTA)).isEqualTo(200);
        assertThat(ask(own.second, FLUSHED_MSP, "b", SENDER_QUOTA)).isEqualTo(200);
        long accepted = own.read(ACCEPTANCES);
        own.admin().flush();
        assertStaysFenced("marker-missing");
        restart(own.second);
        assertStaysFenced("marker-missing");
        assertThat(own.read(ACCEPTANCES)).isEqualTo(accepted);

        acceptLosses();
        own.awaitReady();
        assertThat(own.read(ACCEPTANCES)).as("this epoch's and the next one's").isEqualTo(accepted + 2);
        assertThat(ask(own.second, FLUSHED_MSP, "a", 20))
                .as("what was accepted")
                .isEqualTo(200);
        assertThat(ask(own.first, FLUSHED_MSP, "b", 1)).isEqualTo(429);
        assertThat(ask(own.second, FLUSHED_MSP, "c", 1)).isEqualTo(429);
        await("the mark", () -> markOf(FLUSHED_MSP) == MSP_QUOTA);
    }

    @Test
    void olderCopyRestored_stopsEverybody_andWithTheLossAccepted_theProviderStillHasOneQuota() throws IOException {
        assertThat(ask(own.first, RESTORED_MSP, "a", SENDER_QUOTA)).isEqualTo(200);
        Path data = Path.of(own.admin().run(redis -> redis.configGet("dir")).get("dir"), "appendonlydir");
        Path copy = Files.createTempDirectory(data.getParent(), "copy");
        copyFiles(data, copy);
        assertThat(ask(own.first, RESTORED_MSP, "b", SENDER_QUOTA)).isEqualTo(200);
        own.redis.stop();
        copyFiles(copy, data);
        own.redis.restart();
        assertStaysFenced("behind-mark");

        acceptLosses();
        own.awaitReady();
        assertThat(ask(own.second, RESTORED_MSP, "a", 1)).as("was in the copy").isEqualTo(429);
        assertThat(ask(own.second, RESTORED_MSP, "b", 20))
                .as("what was accepted")
                .isEqualTo(200);
        assertThat(ask(own.first, RESTORED_MSP, "c", 1)).isEqualTo(429);
    }

    @Test
    void replicaKilledWhileItCharges_theOtherGoesOn_andWithRedisRestarted_anOperatorIsAsked() throws Exception {
        try (Load load = Load.on(own, FREE_MSP, "free", "killed")) {
            load.awaitAnswers(50);
            own.second.kill();
            load.awaitAnswers(50);
            own.redis.kill();
            own.redis.restart();
            await("fenced", () -> reasons().contains("member-lost"));
            acceptLosses();
            load.awaitAnswers(50);
            load.finish();
            load.assertChargedForWhatTheyGot(List.of(own.first));
            assertThat(load.cutOff()).isPositive();
        }
        own.second.restart();
    }

    @Test
    void epochThatNobodyArmed_staysFenced_untilAnOperatorAccepts() {
        own.both().parallelStream().forEach(IssuerProcess::stop);
        assertThat(own.read("select count(*) from fence_member m join fence_arming a"
                        + " on a.arena = m.arena and a.armed = m.arming where not m.closed"))
                .as("all have said goodbye")
                .isZero();
        own.admin().flush();
        // As after an update from a version that knew no fence.
        own.execute("delete from quota_arena");
        own.execute("insert into quota_arena (arena, epoch, not_after) values ('quota/60/old', 60, 7200)");
        own.execute("insert into quota_mark (arena, msp, tokens) values ('quota/60/old', 'mimi://old.example', 1)");
        own.both().parallelStream().forEach(QuotaDisasterIT::restart);

        assertStaysFenced("not-armed");
        await("forgotten", () -> own.read("select count(*) from quota_mark where arena = 'quota/60/old'") == 0);
        acceptLosses();
        own.awaitReady();
        assertThat(ask(own.second, FREE_MSP, "first", 20)).isEqualTo(200);
        await("counted", () -> markOf(FREE_MSP) == 20);
    }

    /** Until it has its keys; it will not be ready. */
    private static void restart(IssuerProcess issuer) {
        issuer.restart();
        await("keys", () -> issuer.get(issuer.at(IssuerDirectory.PATH)).statusCode() == 200);
    }

    /** The status of the answer to a new batch of {@code tokens}. */
    private static int ask(IssuerProcess issuer, ToyMsp msp, String sender, int tokens) {
        Bytes batch = Pending.of(issuer.signingKey().publicKey(), tokens).encode();
        return issuer.batch(issuer.attest(msp, sender, "free"), batch).statusCode();
    }

    /** That nobody gets anything, not even an answer to how much is left, also after some seconds. */
    private static void assertStaysFenced(String reason) {
        await(
                "fenced",
                () -> own.both().stream().noneMatch(IssuerProcess::isReady)
                        && reasons().contains(reason));
        String attestation = own.first.attest(FREE_MSP, "anybody", "free");
        Bytes batch = Pending.of(own.first.signingKey().publicKey(), 1).encode();
        long end = System.nanoTime() + SEVERAL_TICKS.toNanos();
        while (System.nanoTime() < end) {
            for (IssuerProcess issuer : own.both()) {
                HttpResponse<byte[]> refused = issuer.batch(attestation, batch);
                assertThat(problem(refused)).isEqualTo(ProblemType.QUOTA_UNAVAILABLE);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(problem(issuer.get(issuer.at("/v1/quota"), "Authorization", "Bearer " + attestation)))
                        .isEqualTo(ProblemType.QUOTA_UNAVAILABLE);
            }
        }
        assertThat(own.first.log()).contains("event=quota-fenced epoch=");
        assertThat(new String(own.first.get(own.first.management("/q/metrics")).body(), UTF_8))
                .containsPattern("jeton_issuer_quota_fenced\\{reason=\"[a-z-]+\"\\} [12]");
    }

    /** Until nothing is fenced any more. Each epoch's once: it stays fenced for a moment after that. */
    private static void acceptLosses() {
        Set<Long> accepted = new HashSet<>();
        await("accepted", () -> {
            fenced().stream()
                    .map(state -> state.integer("epoch", 0, Long.MAX_VALUE))
                    .filter(epoch -> !accepted.contains(epoch))
                    .filter(QuotaDisasterIT::acceptLoss)
                    .forEach(accepted::add);
            return fenced().isEmpty();
        });
    }

    private static boolean acceptLoss(long epoch) {
        return own.first
                        .admin(
                                "POST",
                                "/quota-store/" + epoch + "/accepted-loss",
                                "{\"reason\":\"it is a test\"}",
                                Stores.ALICE.credential())
                        .statusCode()
                == 200;
    }

    private static List<String> reasons() {
        return fenced().stream().map(state -> state.string("reason", 99)).toList();
    }

    private static List<JsonObject> fenced() {
        HttpResponse<byte[]> states = own.first.admin("GET", "/quota-store", "", Stores.ALICE.credential());
        return JsonObject.parse("states", Bytes.of(states.body()), 10_000).objects("epochs", 9).stream()
                .filter(state -> state.string("state", 99).equals("fenced"))
                .toList();
    }

    private static long markOf(ToyMsp msp) {
        return own.read("select coalesce(max(tokens), 0) from quota_mark where msp = '" + msp.uri() + "'");
    }

    private static void copyFiles(Path from, Path to) throws IOException {
        try (Stream<Path> old = Files.list(to)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
