package dev.jeton.lookup.mappings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.mapping.CsiAttestation;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.stack.Needles;
import dev.jeton.lookup.atrest.HeldRemoval;
import dev.jeton.lookup.atrest.HeldRemovals;
import dev.jeton.lookup.testing.DpClient;
import dev.jeton.lookup.testing.LookupStack;
import dev.jeton.lookup.testing.OnContext;
import dev.jeton.lookup.testing.Operated;
import dev.jeton.lookup.testing.TestCsip;
import dev.jeton.lookup.testing.TestOperator;
import dev.jeton.lookup.testing.TestOwner;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A CSIP that removes faster than it may, and the operator who decides. */
@QuarkusTest
@TestProfile(Operated.class)
@WithTestResource(LookupStack.class)
class HeldRemovalsIT {
    private static final String MSP = "mimi://msp.example";
    private static final String CSIP = "https://csip.example";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int AT_ONCE = Operated.CSIP_REMOVALS_AT_ONCE;
    private static final int HELD = Operated.PER_CSIP;

    @Inject
    HeldRemovals held;

    @Inject
    Vertx vertx;

    private final Instant now = Instant.now();
    private final LookupStack stack = LookupStack.running();
    private final DpClient client = new DpClient(stack);
    private final String dp = stack.dpAuthority();
    private final Map<Csi, String> removals = new HashMap<>();

    @BeforeEach
    void nothingIsHeldOrCounted() throws Exception {
        TestOperator alice = operator();
        for (JsonObject group : groups(alice)) {
            String which = "csip=" + group.string("csip", 255) + "&day=" + group.string("day", 10) + "&waiting="
                    + group.integer("waiting", 0, 1000);
            alice.post("/held-removals/reject?" + which, new JsonWriter());
        }
        stack.forgetWhatWasPublished();
    }

    @Test
    void removals_beyondTheRate_waitAndChangeNothing_untilReleased() throws Exception {
        List<TestOwner> owners = published(0, AT_ONCE + 3);

        List<String> removals = owners.stream()
                .map(owner -> stack.csip().remove(owner.csi(), dp, now))
                .toList();

        assertThat(removals.stream().map(this::status)).containsExactly(204, 204, 202, 202, 202);
        assertThat(served(owners)).containsExactly(0, 0, 1, 1, 1);
        assertThat(status(removals.get(4)))
                .as("the same again is not held twice")
                .isEqualTo(202);

        TestOperator alice = operator();
        JsonObject group = groups(alice).get(0);
        assertThat(group.string("csip", 255)).isEqualTo(CSIP);
        assertThat(group.integer("waiting", 0, 100)).isEqualTo(3);
        for (int others : new int[] {2, 4}) {
            assertThat(DpClient.problem(decide(alice, "release", group.string("day", 10), others)))
                    .as("the operator saw others")
                    .isEqualTo(ProblemType.HELD_REMOVALS_CHANGED);
        }
        assertThat(served(owners)).containsExactly(0, 0, 1, 1, 1);
        HttpResponse<byte[]> released = decide(alice, "release", group.string("day", 10), 3);
        assertThat(text(released)).isEqualTo("{\"released\":3}");

        await("all are carried out", () -> groups(alice).isEmpty());
        assertThat(served(owners)).containsExactly(0, 0, 0, 0, 0);
        stack.forgetWhatWasPublished();
        assertThat(DpClient.problem(client.publish(owners.get(4).mapping(dp, 9, MSP))))
                .isEqualTo(ProblemType.ATTESTATION_SUPERSEDED);
        assertThat(text(alice.get("/audit"))).contains("held-removals-released", CSIP, "alice");
    }

    @Test
    void removals_rejected_areForgotten() throws Exception {
        List<TestOwner> owners = published(10, AT_ONCE + 1);
        remove(owners);
        TestOperator alice = operator();
        String day = groups(alice).get(0).string("day", 10);

        assertThat(text(decide(alice, "reject", day, 1))).isEqualTo("{\"rejected\":1}");

        assertThat(groups(alice)).isEmpty();
        assertThat(served(owners)).containsExactly(0, 0, 1);
        assertThat(DpClient.problem(decide(alice, "release", day, 1))).isEqualTo(ProblemType.HELD_REMOVALS_CHANGED);
        assertThat(text(alice.get("/audit"))).contains("held-removals-rejected");
    }

    @Test
    void removals_manyAtOnce_exactlyTheRateIsCarriedOutAndExactlyTheRoomIsHeld() throws Exception {
        List<String> removals = IntStream.range(0, 4 * HELD)
                .mapToObj(i -> stack.csip().remove(new Csi("tel:+141555540" + (20 + i)), dp, now))
                .toList();

        List<Integer> answers = removals.parallelStream().map(this::status).toList();

        assertThat(answers.stream().filter(status -> status == 204)).hasSize(AT_ONCE);
        assertThat(answers.stream().filter(status -> status == 202)).hasSize(HELD);
        assertThat(answers.stream().filter(status -> status == 429)).hasSize(3 * HELD - AT_ONCE);
        assertThat(groups(operator()).get(0).integer("waiting", 0, 100)).isEqualTo(HELD);
        assertThat(published(50, 1)).as("its customers publish all the same").hasSize(1);
    }

    @Test
    void released_byWhomNobodyBelievesAnyMore_hasNoEffect() throws Exception {
        TestOwner owner = published(40, 1).get(0);
        hold(new TestCsip().remove(owner.csi(), dp, now));
        TestOperator alice = operator();

        decide(
                alice,
                "release",
                groups(alice).get(0).string("day", 10),
                groups(alice).get(0).integer("waiting", 0, 1000));

        await("it is forgotten", () -> groups(alice).isEmpty());
        assertThat(served(List.of(owner))).containsExactly(1);
    }

    /** {@code otherCsip()} has no number of {@code +1} but by a port record. */
    @Test
    void released_afterThePortRecordHasEnded_goesByThePrefixAgain() throws Exception {
        TestOwner owner = published(42, 1).get(0);
        String port =
                stack.registry().port(owner.csi(), stack.otherCsip(), now.minusSeconds(600), Duration.ofSeconds(601));
        hold(stack.otherCsip().remove(owner.csi(), dp, now, port));
        await("the record has ended", () -> Instant.now().isAfter(now.plusSeconds(1)));
        TestOperator alice = operator();

        decide(alice, "release", groups(alice).get(0).string("day", 10), 1);

        await("it is forgotten", () -> groups(alice).isEmpty());
        assertThat(served(List.of(owner))).containsExactly(1);
    }

    @Test
    void released_thatWasMovedToAnotherCsip_doesNotOpenAndWaitsAgain() throws Exception {
        TestOwner owner = published(41, 1).get(0);
        hold(stack.csip().remove(owner.csi(), dp, now));
        stack.database().execute("update held_removal set csip = '" + CSIP + "/'");
        TestOperator alice = operator();
        String day = groups(alice).get(0).string("day", 10);

        assertThat(text(alice.post("/held-removals/release?csip=" + CSIP + "/&waiting=1&day=" + day, new JsonWriter())))
                .isEqualTo("{\"released\":1}");

        await("it waits again", () -> groups(alice).get(0).integer("waiting", 0, 1) == 1);
        assertThat(served(List.of(owner))).containsExactly(1);
    }

    @Test
    void released_thatCannotBeCarriedOut_waitsAgainAndKeepsNoOther() throws Exception {
        TestOwner spoilt = published(70, 1).get(0);
        stack.database().execute("update mapping set document = document || '\\x00'");
        List<TestOwner> owners = published(71, HELD - 1);
        hold(stack.csip().remove(spoilt.csi(), dp, now));
        for (TestOwner owner : owners) {
            hold(stack.csip().remove(owner.csi(), dp, now));
        }
        TestOperator alice = operator();

        decide(
                alice,
                "release",
                groups(alice).get(0).string("day", 10),
                groups(alice).get(0).integer("waiting", 0, 1000));

        await("all others are gone", () -> served(owners).stream().allMatch(count -> count == 0));
        await("it waits again", () -> groups(alice).get(0).integer("waiting", 0, 1) == 1);
        stack.database().execute("delete from mapping");
    }

    @Test
    void held_whenNothingDependsOnItAnyMore_isForgotten() throws Exception {
        hold(stack.csip().remove(new Csi("tel:+14155554198"), dp, now));
        Instant attestationsHaveExpired = now.plus(CsiAttestation.MAX_LIFE);

        OnContext.run(vertx, () -> held.forget(attestationsHaveExpired));
        assertThat(groups(operator())).hasSize(1);
        OnContext.run(vertx, () -> held.forget(attestationsHaveExpired.plus(Duration.ofDays(4))));
        assertThat(groups(operator())).isEmpty();
    }

    @Test
    void held_stores_nameNobody() throws Exception {
        List<TestOwner> owners = published(60, AT_ONCE + 1);
        remove(owners);

        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        stack.postgres().dump(stack.database(), dump);
        dump.write(stack.redis().dump());
        dump.write(Files.readAllBytes(stack.postgres().log()));
        try (Stream<Path> files = Files.walk(stack.postgres().dataDirectory())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                dump.write(Files.readAllBytes(file));
            }
        }

        assertThat(dump.toString(UTF_8)).contains("held_removal", CSIP);
        String held = owners.get(AT_ONCE).csi().uri();
        assertThat(Needles.ofCsi(held).in(dump.toByteArray())).isEmpty();
        assertThat(text(operator().get("/held-removals"))).doesNotContain("tel:", "4155554");
    }

    @Test
    void decisions_areForOperatorsAndAboutACsipAndADay() throws Exception {
        TestOperator alice = operator();

        assertThat(DpClient.problem(client.get(stack.management() + "/v1/admin/held-removals")))
                .isEqualTo(ProblemType.OPERATOR_CREDENTIAL_MISSING);
        assertThat(DpClient.problem(alice.post("/held-removals/release?waiting=1&csip=" + CSIP, new JsonWriter())))
                .isEqualTo(ProblemType.REQUEST_MALFORMED);
        assertThat(DpClient.problem(alice.post("/held-removals/release?waiting=1&day=2026-11-23", new JsonWriter())))
                .isEqualTo(ProblemType.HELD_REMOVALS_CHANGED);
        for (String count : List.of("", "0", "-1", "1e9", "99999999999")) {
            String which = "csip=" + CSIP + "&day=2026-11-23&waiting=" + count;
            assertThat(DpClient.problem(alice.post("/held-removals/release?" + which, new JsonWriter())))
                    .isEqualTo(ProblemType.REQUEST_MALFORMED);
        }
        assertThat(DpClient.problem(decide(alice, "reject", "yesterday", 1))).isEqualTo(ProblemType.REQUEST_MALFORMED);
    }

    private void hold(String removal) throws Exception {
        OnContext.run(vertx, () -> held.hold(new HeldRemoval(CSIP, removal, now), now));
    }

    private TestOperator operator() throws Exception {
        return TestOperator.known(stack, client);
    }

    private List<JsonObject> groups(TestOperator operator) throws Exception {
        HttpResponse<byte[]> response = operator.get("/held-removals");
        assertThat(response.statusCode()).isEqualTo(200);
        return JsonObject.parse("held", Bytes.of(response.body()), 100_000).objects("held", 100);
    }

    private static HttpResponse<byte[]> decide(TestOperator operator, String decision, String day, long waiting)
            throws Exception {
        String which = "csip=" + CSIP + "&day=" + day + "&waiting=" + waiting;
        return operator.post("/held-removals/" + decision + "?" + which, new JsonWriter());
    }

    /** Owners of consecutive numbers, attested a minute ago. */
    private List<TestOwner> published(int first, int count) throws Exception {
        List<TestOwner> owners = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            TestOwner owner = new TestOwner(stack.csip(), new Csi("tel:+141555541" + (10 + i)), now.minusSeconds(60));
            assertThat(client.publish(owner.mapping(dp, 1, MSP)).statusCode()).isEqualTo(204);
            owners.add(owner);
        }
        return owners;
    }

    /** Signed once: in the next second it would be another document. */
    private List<Integer> remove(List<TestOwner> owners) {
        return owners.stream()
                .map(owner -> status(removals.computeIfAbsent(
                        owner.csi(), csi -> stack.csip().remove(csi, dp, now))))
                .toList();
    }

    private int status(String removal) {
        try {
            return client.remove(removal).statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<Integer> served(List<TestOwner> owners) throws Exception {
        List<Integer> served = new ArrayList<>();
        for (TestOwner owner : owners) {
            served.add(DpClient.answer(client.lookup(client.coin(), owner.csi()))
                    .mappings()
                    .size());
        }
        return served;
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

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }
}
