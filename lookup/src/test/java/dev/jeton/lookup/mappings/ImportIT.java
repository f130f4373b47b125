package dev.jeton.lookup.mappings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.lookup.testing.DpClient;
import dev.jeton.lookup.testing.LogCapture;
import dev.jeton.lookup.testing.LookupStack;
import dev.jeton.lookup.testing.Operated;
import dev.jeton.lookup.testing.TestCsip;
import dev.jeton.lookup.testing.TestOperator;
import dev.jeton.lookup.testing.TestOwner;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator imports is stored by the rules that hold for whoever publishes. */
@QuarkusTest
@TestProfile(Operated.class)
@WithTestResource(LookupStack.class)
class ImportIT {
    private static final String MSP = "mimi://msp.example";
    /** The default of {@code max-mappings-per-csi}. */
    private static final int MOST = 8;

    private final LookupStack stack = LookupStack.running();
    private final DpClient client = new DpClient(stack);
    private final String dp = stack.dpAuthority();
    private TestOperator alice;

    @BeforeEach
    void becomeOperator() throws Exception {
        alice = TestOperator.known(stack, client);
        stack.forgetWhatWasPublished();
    }

    @Test
    void import_many_areStoredAndServed_andTheSameAgainIsThereAlready() throws Exception {
        List<TestOwner> owners = owners(2001, 40);
        List<String> mappings =
                owners.stream().map(owner -> owner.mapping(dp, 1, MSP)).toList();

        assertThat(imported(mappings)).hasSize(40).containsOnly("stored");
        assertThat(served(owners.get(0).csi())).containsExactly(mappings.get(0));
        assertThat(served(owners.get(39).csi())).containsExactly(mappings.get(39));

        assertThat(imported(mappings)).hasSize(40).containsOnly("mapping-stale");
    }

    @Test
    void import_oneThatDoesNotVerify_isRefusedWithItsReason_andTheOthersAreStored() throws Exception {
        TestOwner good = owner(2101);
        TestOwner strangers = new TestOwner(new TestCsip(), new Csi("tel:+14155552102"));
        TestOwner foreign = new TestOwner(stack.csip(), new Csi("tel:+493012345678"));
        TestOwner victim = owner(2103);
        TestOwner thief = owner(2103);

        assertThat(imported(List.of(
                        good.mapping(dp, 1, MSP),
                        "no JWS",
                        strangers.mapping(dp, 1, MSP),
                        foreign.mapping(dp, 1, MSP),
                        good.mapping("other.example", 2, MSP),
                        thief.mapping(dp, 1, Duration.ofDays(1), victim.attestation(), MSP),
                        good.mapping(dp, 1, Duration.ofDays(20), good.attestation(), MSP))))
                .containsExactly(
                        "stored",
                        "mapping-invalid: mapping: malformed",
                        "mapping-invalid: attestation: unknown-csip-key",
                        "mapping-invalid: attestation: not-entitled",
                        "mapping-invalid: mapping: wrong-audience",
                        "mapping-invalid: mapping: other-key",
                        "mapping-invalid: mapping: outlives-attestation");
        assertThat(served(good.csi())).hasSize(1);
        assertThat(served(victim.csi())).isEmpty();
    }

    @Test
    void import_oneKeyTwiceInABatch_theHigherSeqIsServed_inEitherOrder() throws Exception {
        TestOwner rising = owner(2201);
        TestOwner falling = owner(2202);

        assertThat(imported(List.of(
                        rising.mapping(dp, 1, MSP),
                        rising.mapping(dp, 2, "mimi://two.example"),
                        falling.mapping(dp, 2, "mimi://two.example"),
                        falling.mapping(dp, 1, MSP))))
                .containsExactly("stored", "stored", "stored", "mapping-stale");

        assertThat(served(rising.csi()))
                .singleElement()
                .satisfies(kept -> assertThat(seq(kept)).isEqualTo(2));
        assertThat(served(falling.csi()))
                .singleElement()
                .satisfies(kept -> assertThat(seq(kept)).isEqualTo(2));
    }

    @Test
    void import_whatWasRemovedOrFellBelowTheFloor_doesNotComeBack() throws Exception {
        TestOwner removed = owner(2301);
        String old = removed.mapping(dp, 1, MSP);
        client.publish(old);
        assertThat(client.remove(removed.removal(dp, 5)).statusCode()).isEqualTo(204);
        Csi moved = new Csi("tel:+14155552302");
        TestOwner former = new TestOwner(stack.csip(), moved, Instant.now().minusSeconds(60));
        assertThat(client.remove(stack.csip().remove(moved, dp, Instant.now())).statusCode())
                .isEqualTo(204);

        assertThat(imported(List.of(old, former.mapping(dp, 1, MSP))))
                .containsExactly("mapping-stale", "attestation-superseded");

        assertThat(served(removed.csi())).isEmpty();
        assertThat(served(moved)).isEmpty();
    }

    /** All in one batch, in several at once, and beside publications: never more than there is room for. */
    @Test
    void import_moreKeysOfOneIdentifierThanThereIsRoom_fillsItAndNoMore() throws Exception {
        Instant sameSecond = Instant.now();
        Csi csi = new Csi("tel:+14155552401");
        List<String> mappings = new ArrayList<>(Collections.nCopies(24, csi).stream()
                .map(one -> new TestOwner(stack.csip(), one, sameSecond).mapping(dp, 1, MSP))
                .toList());

        List<CompletableFuture<?>> race = new ArrayList<>();
        race.add(importing(mappings.subList(0, 12)));
        race.add(importing(mappings.subList(12, 20)));
        mappings.subList(20, 24).forEach(mapping -> race.add(client.publishing(mapping)));
        race.forEach(CompletableFuture::join);

        assertThat(served(csi)).hasSize(MOST);
    }

    @Test
    void import_underAPortRecord_isKeptWithWhatItSays() throws Exception {
        TestOwner owner = owner(2801);
        String port = stack.registry().port(owner.csi(), stack.otherCsip(), Instant.now(), Duration.ofDays(30));
        String ported = owner.portedTo(stack.otherCsip(), port).mapping(dp, 1, MSP);

        assertThat(imported(List.of(ported))).containsExactly("stored");

        assertThat(imported(List.of(owner(2801).mapping(dp, 1, MSP)))).containsExactly("number-ported");
        assertThat(served(owner.csi())).containsExactly(ported);
    }

    @Test
    void import_thatMeetsAMistakeOfOurs_isNoOutage_andTheLogQuotesNothing() throws Exception {
        TestOwner owner = owner(2851);
        assertThat(client.publish(owner.mapping(dp, 1, MSP)).statusCode()).isEqualTo(204);
        String port = stack.registry().port(owner.csi(), stack.otherCsip(), Instant.now(), Duration.ofDays(30));
        String ported = owner.portedTo(stack.otherCsip(), port).mapping(dp, 2, MSP);
        stack.database().execute("update mapping set document = document || '\\x00'");
        try (LogCapture log = LogCapture.ofEverything()) {
            HttpResponse<byte[]> answer = alice.post("/mappings", batch(List.of(ported)));

            assertThat(answer.statusCode())
                    .as("or the importer would try for minutes")
                    .isEqualTo(500);
            assertThat(DpClient.problem(answer)).isEqualTo(ProblemType.INTERNAL_ERROR);
            assertThat(log.text())
                    .contains("event=internal-error", "IllegalStateException", "OuterKeys.doesNotOpen")
                    .doesNotContain("does not open:", "4155552851");
        } finally {
            stack.database().execute("delete from mapping");
        }
        assertThat(text(client.get(stack.management() + "/q/metrics")))
                .contains("jeton_operator_requests_total{outcome=\"internal-error\"} 1.0");
    }

    @Test
    void import_isTold_withoutNamingAnybody() throws Exception {
        TestOwner owner = owner(2501);
        try (LogCapture log = LogCapture.ofEverything()) {
            imported(List.of(owner.mapping(dp, 1, MSP), "nothing"));

            assertThat(log.text())
                    .contains("event=mappings-imported mapping-invalid=1 stored=1")
                    .doesNotContain("4155552501");
        }
        assertThat(text(alice.get("/audit")))
                .contains("\"mappings-imported\"", "\"2 mappings\"", "\"alice\"", "\"a test\"")
                .doesNotContain("4155552501");
        assertThat(text(client.get(stack.management() + "/q/metrics")))
                .contains("jeton_lookup_imports_total{outcome=\"mapping-invalid\"}");
    }

    @Test
    void import_byNobody_orOfWhatIsNoBatch_isRefused() throws Exception {
        assertThat(client.send(client.request("/v1/admin/mappings")).statusCode())
                .isEqualTo(404);
        assertThat(DpClient.problem(client.get(stack.management() + "/v1/admin/mappings")))
                .isEqualTo(ProblemType.NOT_FOUND);
        assertThat(DpClient.problem(alice.post("/mappings", new JsonWriter())))
                .isEqualTo(ProblemType.REQUEST_MALFORMED);
        assertThat(DpClient.problem(alice.post(
                        "/mappings", new JsonWriter().putStrings("mappings", Collections.nCopies(501, "x")))))
                .isEqualTo(ProblemType.REQUEST_MALFORMED);
        assertThat(DpClient.problem(alice.post("/mappings", batch(List.of("x")).put("misspelt", "x"))))
                .isEqualTo(ProblemType.REQUEST_MALFORMED);
        assertThat(alice.post("/mappings", batch(List.of("x".repeat(1 << 20)))).statusCode())
                .isEqualTo(413);
        assertThat(imported(List.of())).isEmpty();
    }

    private List<TestOwner> owners(int first, int count) {
        return IntStream.range(first, first + count).mapToObj(this::owner).toList();
    }

    private TestOwner owner(int number) {
        return new TestOwner(stack.csip(), new Csi("tel:+1415555" + number));
    }

    private static JsonWriter batch(List<String> mappings) {
        return new JsonWriter().putStrings("mappings", mappings);
    }

    private List<String> imported(List<String> mappings) throws Exception {
        return outcomes(alice.post("/mappings", batch(mappings)));
    }

    private CompletableFuture<List<String>> importing(List<String> mappings) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return imported(mappings);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task, "import").start());
    }

    private static List<String> outcomes(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
        return JsonObject.parse("answer", Bytes.of(response.body()), 1 << 20).strings("outcomes", 500, 200);
    }

    private List<String> served(Csi csi) throws Exception {
        return DpClient.answer(client.lookup(client.coin(), csi)).mappings();
    }

    private static long seq(String mapping) {
        Bytes payload = Bytes.ofBase64Url("payload", mapping.split("\\.", 3)[1]);
        return JsonObject.parse("payload", payload, 8192).integer("seq", 0, 100);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }
}
