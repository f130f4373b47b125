package dev.jeton.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.dev.stack.Needles;
import dev.jeton.dev.stack.ServiceProcess;
import dev.jeton.lookup.testing.DpClient;
import dev.jeton.lookup.testing.LogCapture;
import dev.jeton.lookup.testing.LookupStack;
import dev.jeton.lookup.testing.TestOwner;
import dev.jeton.lookup.testing.TwoOuterKeys;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas on the same stores: this process, which writes under outer keys 1, and another, which moves all to 2. */
@QuarkusTest
@WithTestResource(LookupStack.class)
@TestProfile(TwoOuterKeys.class)
class AtRestIT {
    private static final String MSP = "mimi://at-rest-msp.example";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static LookupStack.@Nullable Replica replica;

    @Inject
    Config config;

    private final Instant now = Instant.now();
    private final LookupStack stack = LookupStack.running();
    private final DpClient client = new DpClient(stack);
    private final String dp = stack.dpAuthority();
    private ServiceProcess process;
    private DpClient other;

    @BeforeEach
    void startTheOther() throws Exception {
        // What other tests have left is not to be waited for.
        stack.database().execute("delete from mapping");
        if (replica == null) {
            Map<String, String> settings = new HashMap<>();
            TwoOuterKeys.SECOND_PAIR.forEach(file -> settings.put(file, config.getValue(file, String.class)));
            settings.put(TwoOuterKeys.PREFIX + "current-outer-key", "2");
            replica = stack.startReplica(settings);
        }
        process = replica.process();
        if (!process.isRunning()) {
            process.restart();
        }
        other = client.at(replica.authority());
    }

    @AfterEach
    void forgetThem() throws Exception {
        stack.database().execute("delete from mapping");
    }

    @AfterAll
    static void stopTheOther() {
        Objects.requireNonNull(replica).process().stop();
    }

    @Test
    void publishedOrRemoved_isVisibleToTheNextLookupOnEveryReplica() throws Exception {
        for (int i = 0; i < 6; i++) {
            DpClient here = i % 2 == 0 ? client : other;
            DpClient there = i % 2 == 0 ? other : client;
            TestOwner owner = new TestOwner(stack.csip(), new Csi("tel:+1415555420" + i), now.minusSeconds(100));
            String mapping = owner.mapping(dp, 1, MSP);

            assertDone(here.publish(mapping));
            assertThat(served(there, owner.csi())).containsExactly(mapping);
            assertDone(here.remove(owner.removal(dp, 1)));
            assertThat(served(there, owner.csi())).isEmpty();
            assertThat(DpClient.problem(there.publish(mapping))).isEqualTo(ProblemType.MAPPING_STALE);

            assertDone(there.publish(owner.mapping(dp, 2, MSP)));
            assertThat(served(here, owner.csi())).hasSize(1);
            assertDone(there.remove(stack.csip().remove(owner.csi(), dp, now)));
            assertThat(served(here, owner.csi())).isEmpty();
        }
    }

    @Test
    void everythingThatHappens_leavesNoIdentifierInAnyStoreFileOrLog() throws Exception {
        List<Needles> parts = new ArrayList<>(List.of(Needles.of(MSP), Needles.of("at-rest-msp")));
        List<Csi> found = new ArrayList<>();
        String log;
        try (LogCapture capture = LogCapture.ofEverything()) {
            for (int i = 0; i < 24; i++) {
                Csi csi =
                        new Csi(i % 2 == 0 ? "tel:+141555543" + (10 + i) : "mailto:rest.subject" + i + "@example.com");
                TestOwner owner = new TestOwner(stack.csip(), csi, now.minusSeconds(100));
                String mapping = owner.mapping(dp, 1, MSP);
                assertDone(client.publish(mapping));
                happen(i, owner);
                served(client, csi);
                parts.add(Needles.ofCsi(csi.uri()));
                parts.add(Needles.of(owner.thumbprint()));
                parts.add(Needles.of(mapping));
                if (i % 4 == 0) {
                    found.add(csi);
                }
            }
            awaitNoRowsUnderTheFormerKeys(found);
            for (Csi csi : found) {
                assertThat(served(client, csi)).hasSize(1);
                assertThat(served(other, csi)).hasSize(1);
            }
            log = capture.text();
        }

        Needles needles = Needles.all(parts);
        assertThat(needles.in(log.getBytes(UTF_8))).as("log of this process").isEmpty();
        assertThat(needles.in(stack.redis().dump())).as("dump of Redis").isEmpty();
        Needles planted = Needles.ofCsi("tel:+14155554399");
        stack.database().execute("create table planted_at_rest as select reverse('tel:+14155554399') as content");
        stack.database().execute("analyze");
        process.stop();
        // A server that has been stopped has written all that it had in memory.
        stack.postgres().stop();
        boolean plantedIsFound = false;
        try (Stream<Path> files = Files.walk(stack.directory())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] content = Files.readAllBytes(file);
                assertThat(needles.in(content)).as(file.toString()).isEmpty();
                plantedIsFound |= file.startsWith(stack.postgres().dataDirectory())
                        && !planted.in(content).isEmpty();
            }
        } finally {
            stack.postgres().restart();
            client.awaitReady();
            stack.database().execute("drop table planted_at_rest");
        }
        assertThat(plantedIsFound).as("what was planted is found").isTrue();
    }

    /** All that can happen to a mapping, by turns; to each fourth nothing. */
    private void happen(int turn, TestOwner owner) throws Exception {
        switch (turn % 4) {
            case 1 -> {
                assertDone(client.publish(owner.mapping(dp, 2, MSP)));
                assertDone(other.remove(owner.removal(dp, 2)));
            }
            case 2 -> {
                TestOwner found = new TestOwner(stack.csip(), owner.csi(), now);
                assertDone(client.publish(found.superseding(dp, 1, List.of(owner), MSP)));
                assertDone(other.remove(found.confirmation(dp, 1, List.of(owner))));
            }
            case 3 -> assertDone(client.remove(stack.csip().remove(owner.csi(), dp, now)));
            default -> {}
        }
    }

    /** They are looked up meanwhile, and always found. */
    private void awaitNoRowsUnderTheFormerKeys(List<Csi> found) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        for (int i = 0; rows(1) > 0; i++) {
            assertThat(Instant.now()).as("rows are moved").isBefore(end);
            assertThat(served(client, found.get(i % found.size()))).hasSize(1);
        }
        assertThat(rows(2)).isPositive();
    }

    private static List<String> served(DpClient replica, Csi csi) throws Exception {
        return DpClient.answer(replica.lookup(replica.coin(), csi)).mappings();
    }

    private static void assertDone(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(204);
    }

    private long rows(int outerKeyId) throws Exception {
        try (Connection connection = stack.database().connect();
                Statement statement = connection.createStatement();
                ResultSet count =
                        statement.executeQuery("select count(*) from mapping where outer_key_id = " + outerKeyId)) {
            count.next();
            return count.getLong(1);
        }
    }
}
