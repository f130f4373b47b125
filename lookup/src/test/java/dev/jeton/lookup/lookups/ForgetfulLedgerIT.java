package dev.jeton.lookup.lookups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.DiscoveryProviderDocument;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.lookup.testing.DpClient;
import dev.jeton.lookup.testing.DpClient.Coin;
import dev.jeton.lookup.testing.LogCapture;
import dev.jeton.lookup.testing.LookupStack;
import dev.jeton.lookup.testing.Operated;
import dev.jeton.lookup.testing.TestOperator;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What everybody sees of a Redis that has forgotten, and what an operator does about it. */
@QuarkusTest
@TestProfile(Operated.class)
@WithTestResource(LookupStack.class)
class ForgetfulLedgerIT {
    private static final Csi QUESTION = new Csi("tel:+14155557001");
    private static final Csi ANOTHER = new Csi("tel:+14155557002");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LookupStack stack = LookupStack.running();
    private final DpClient client = new DpClient(stack);
    private TestOperator alice;

    @BeforeEach
    void becomeOperator() throws Exception {
        alice = TestOperator.known(stack, client);
        await("keys are kept", () -> ledger().has("generation"));
    }

    @Test
    void flushedLedger_answersNobody_untilTheOperatorActs() throws Exception {
        long generation = ledger().integer("generation", 0, 1000);
        Coin coin = client.coin(generation);
        awaitLookup(coin);
        try (LogCapture log = LogCapture.ofEverything()) {
            stack.redis().ask("FLUSHALL");

            HttpResponse<byte[]> refused = client.lookup(coin, ANOTHER);
            assertThat(DpClient.problem(refused)).isEqualTo(ProblemType.LEDGER_UNAVAILABLE);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            await(
                    "the health check says why",
                    () -> text(client.get(stack.management() + "/q/health/ready"))
                            .contains("\"marker-missing\""));
            await(
                    "a metric says why",
                    () -> text(client.get(stack.management() + "/q/metrics"))
                            .contains("jeton_redeemer_ledger_fenced{reason=\"marker-missing\"} 1.0"));
            await("an event is told", () -> log.text().contains("event=ledger-fenced shard=spent/" + generation + "/"));
            for (int i = 0; i < 3; i++) {
                assertThat(DpClient.problem(client.lookup(coin, ANOTHER))).isEqualTo(ProblemType.LEDGER_UNAVAILABLE);
                Thread.sleep(700);
            }
        }

        assertThat(DpClient.problem(post("/ledger/generations/" + (generation + 2))))
                .isEqualTo(ProblemType.GENERATION_CONFLICT);
        assertThat(post("/ledger/generations/" + (generation + 1)).statusCode()).isEqualTo(200);

        await("the document names it", () -> document().integer("challenge-generation", 0, 1000) == generation + 1);
        stack.generationBegan(generation + 1);
        Coin next = client.coin();
        awaitLookup(next);
        assertThat(DpClient.problem(client.lookup(next, ANOTHER))).isEqualTo(ProblemType.TOKEN_SPENT);
        assertThat(DpClient.problem(client.lookup(coin, ANOTHER))).isEqualTo(ProblemType.TOKEN_WRONG_CHALLENGE);
        assertThat(DpClient.problem(post("/ledger/generations/" + (generation + 1))))
                .as("sent again, it voids nothing more")
                .isEqualTo(ProblemType.GENERATION_CONFLICT);
        assertThat(text(get("/audit"))).contains("generation-begun", "generation " + (generation + 1), "alice");
    }

    @Test
    void acceptedLoss_servesTheShardAgain() throws Exception {
        long generation = ledger().integer("generation", 0, 1000);
        Coin coin = client.coin(generation);
        awaitLookup(coin);
        String shard = ledger().objects("shards", 10).stream()
                .filter(state -> state.string("shard", 100).startsWith("spent/" + generation + "/"))
                .map(state -> state.string("shard", 100))
                .findFirst()
                .orElseThrow();
        assertThat(DpClient.problem(post("/ledger/" + shard + "/accepted-loss")))
                .isEqualTo(ProblemType.LEDGER_SERVING);

        stack.redis().ask("FLUSHALL");
        assertThat(DpClient.problem(client.lookup(coin, ANOTHER))).isEqualTo(ProblemType.LEDGER_UNAVAILABLE);
        await(
                "the loss is accepted",
                () -> post("/ledger/" + shard + "/accepted-loss").statusCode() == 200);

        awaitLookup(client.coin(generation));
        assertThat(client.lookup(coin, ANOTHER).statusCode())
                .as("this is what was accepted")
                .isEqualTo(200);
        assertThat(text(get("/audit"))).contains("ledger-loss-accepted", shard);
    }

    @Test
    void operatorsRoutes_areOnTheManagementListenerOnly_andForOperatorsOnly() throws Exception {
        assertThat(client.send(client.request("/v1/admin/ledger")).statusCode()).isEqualTo(404);
        assertThat(DpClient.problem(client.get(stack.management() + "/v1/admin/ledger")))
                .isEqualTo(ProblemType.OPERATOR_CREDENTIAL_MISSING);
        assertThat(DpClient.problem(post("/ledger/spent/0/x/0/accepted-loss"))).isEqualTo(ProblemType.NOT_FOUND);
        assertThat(DpClient.problem(post("/ledger/generations/one"))).isEqualTo(ProblemType.NOT_FOUND);
    }

    /** A key is kept within a second of its arrival. */
    private void awaitLookup(Coin coin) throws Exception {
        await("a lookup is answered", () -> client.lookup(coin, QUESTION).statusCode() == 200);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, Condition condition) throws Exception {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as(what).isLessThan(giveUp);
            Thread.sleep(200);
        }
    }

    private JsonObject ledger() throws Exception {
        return JsonObject.parse("ledger", Bytes.of(get("/ledger").body()), 100_000);
    }

    private JsonObject document() throws Exception {
        HttpResponse<byte[]> response =
                client.send(client.request(DiscoveryProviderDocument.PATH).GET());
        return JsonObject.parse("document", Bytes.of(response.body()), DiscoveryProviderDocument.MAX_BYTES);
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return alice.get(path);
    }

    private HttpResponse<byte[]> post(String path) throws Exception {
        return alice.post(path, new JsonWriter());
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }
}
