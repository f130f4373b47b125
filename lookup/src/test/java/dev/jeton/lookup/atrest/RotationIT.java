package dev.jeton.lookup.atrest;

import static dev.jeton.lookup.atrest.PutOutcome.FULL;
import static dev.jeton.lookup.atrest.PutOutcome.STALE;
import static dev.jeton.lookup.atrest.PutOutcome.STORED;
import static dev.jeton.lookup.atrest.PutOutcome.SUPERSEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.dev.stack.DevPostgres;
import dev.jeton.lookup.testing.LookupStack;
import dev.jeton.lookup.testing.OnContext;
import dev.jeton.lookup.testing.TwoOuterKeys;
import dev.jeton.service.audit.AuditTrail;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Outer keys 7 give way to 8 while replicas of every configuration serve; all of them in this process. */
@QuarkusTest
@WithTestResource(LookupStack.class)
@TestProfile(TwoOuterKeys.class)
class RotationIT {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final int MOST = 8;
    private static final SealingKey INNER = SealingKey.generate();
    private static final OuterKeys SEVEN = new OuterKeys(7, SealingKey.generate(), SealingKey.generate());
    private static final OuterKeys EIGHT = new OuterKeys(8, SealingKey.generate(), SealingKey.generate());

    @Inject
    StoreSessions sessions;

    @Inject
    StoreConfig config;

    @Inject
    AtRestConfig atRest;

    @Inject
    AuditTrail trail;

    @Inject
    Vertx vertx;

    private final DevPostgres.Database database = LookupStack.running().database();
    private StoreReplica before;
    private StoreReplica prepared;
    private StoreReplica rotating;
    private StoreReplica after;

    @BeforeEach
    void replicas() {
        before = replica(new AtRestKeys(INNER, List.of(SEVEN), 7));
        prepared = replica(new AtRestKeys(INNER, List.of(SEVEN, EIGHT), 7));
        rotating = replica(new AtRestKeys(INNER, List.of(SEVEN, EIGHT), 8));
        after = replica(new AtRestKeys(INNER, List.of(EIGHT), 8));
    }

    private StoreReplica replica(AtRestKeys keys) {
        return new StoreReplica(vertx, sessions, config, atRest, trail, keys, NOW);
    }

    @AfterEach
    void forgetThem() throws Exception {
        database.execute("delete from mapping where outer_key_id in (7, 8)");
    }

    @Test
    void find_duringRotation_isServedByReplicasOfEachStep() throws Exception {
        Csi csi = new Csi("tel:+14155554001");
        before.put(csi, "alice", 1, "one");

        assertThat(prepared.find(csi)).containsExactly("one");
        assertThat(rotating.find(csi)).containsExactly("one");
        rotating.put(csi, "bob", 1, "two");
        assertThat(prepared.find(csi)).containsExactlyInAnyOrder("one", "two");
        rotating.moveAll();

        assertThat(prepared.find(csi)).containsExactlyInAnyOrder("one", "two");
        assertThat(after.find(csi)).containsExactlyInAnyOrder("one", "two");
        assertThat(before.find(csi)).isEmpty();
    }

    @Test
    void move_everythingRemembered_isRememberedUnderTheNewKeys() throws Exception {
        Csi csi = new Csi("tel:+14155554002");
        before.put(csi, "alice", 5, "five");
        before.remove(csi, "alice", 5);
        before.put(csi, "old", 3, "three", NOW.minusSeconds(100));
        before.raiseFloor(csi, NOW.minusSeconds(50));

        rotating.moveAll();

        assertThat(rows(7)).isZero();
        assertThat(after.put(csi, "alice", 5, "five")).isEqualTo(STALE);
        assertThat(after.put(csi, "old", 4, "four", NOW.minusSeconds(100))).isEqualTo(SUPERSEDED);
        assertThat(after.put(csi, "old", 3, "three")).isEqualTo(STALE);
        assertThat(after.put(csi, "old", 4, "four")).isEqualTo(STORED);
    }

    @Test
    void put_rowsUnderBothKeys_countOnce() throws Exception {
        Csi csi = new Csi("tel:+14155554003");
        for (int i = 0; i < MOST; i++) {
            before.put(csi, "owner " + i, 2, "mapping");
        }

        assertThat(rotating.put(csi, "owner 0", 2, "again")).isEqualTo(STALE);
        assertThat(rotating.put(csi, "owner 0", 3, "newer")).isEqualTo(STORED);
        assertThat(rotating.put(csi, "one too many", 1, "mapping")).isEqualTo(FULL);
        assertThat(prepared.put(csi, "one too many", 1, "mapping")).isEqualTo(FULL);
        assertThat(prepared.put(csi, "owner 0", 3, "again")).isEqualTo(STALE);

        assertThat(rotating.find(csi)).hasSize(MOST).contains("newer");
        assertThat(rows(7) + rows(8)).isEqualTo(MOST);
    }

    @Test
    void import_identifiersWithRowsUnderFormerKeys_areDecidedWithThem() throws Exception {
        Csi known = new Csi("tel:+14155554020");
        Csi unknown = new Csi("tel:+14155554021");
        before.put(known, "alice", 5, "five");

        assertThat(rotating.importAll(
                        StoreReplica.mapping(known, "alice", 5, "again", NOW, NOW),
                        StoreReplica.mapping(known, "bob", 1, "one", NOW, NOW),
                        StoreReplica.mapping(unknown, "alice", 1, "one", NOW, NOW)))
                .containsExactly(STALE, STORED, STORED);

        assertThat(after.find(known)).containsExactlyInAnyOrder("five", "one");
        assertThat(rows(7) + rows(8)).isEqualTo(3);
    }

    @Test
    void move_withReadersAndWritersOfAllKinds_losesAndDoublesNothing() throws Exception {
        List<Csi> csis = Stream.iterate(4_155_554_100L, n -> n + 1)
                .limit(150)
                .map(n -> new Csi("tel:+1" + n))
                .toList();
        for (Csi csi : csis) {
            before.put(csi, "alice", 1, "1");
        }
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Void>> others = new ArrayList<>();
        for (StoreReplica mover : List.of(rotating, prepared)) {
            others.add(CompletableFuture.runAsync(() -> {
                while (!done.get()) {
                    mover.move(300);
                }
            }));
        }
        others.add(CompletableFuture.runAsync(() -> {
            for (int i = 0; !done.get(); i++) {
                StoreReplica reader = i % 2 == 0 ? rotating : prepared;
                assertThat(reader.find(csis.get(i % csis.size()))).hasSize(1);
            }
        }));

        for (int seq = 2; seq <= 4; seq++) {
            for (int i = 0; i < csis.size(); i++) {
                StoreReplica writer = (i + seq) % 2 == 0 ? rotating : prepared;
                assertThat(writer.put(csis.get(i), "alice", seq, Integer.toString(seq)))
                        .isEqualTo(STORED);
            }
        }
        done.set(true);
        others.forEach(CompletableFuture::join);
        rotating.moveAll();

        assertThat(rows(7)).isZero();
        assertThat(rows(8)).isEqualTo(csis.size());
        for (Csi csi : csis) {
            assertThat(after.find(csi)).containsExactly("4");
        }
    }

    @Test
    void move_whatABlindReplicaWroteTwice_keepsTheHigherCounterAndTheRemoval() throws Exception {
        Csi newer = new Csi("tel:+14155554004");
        Csi older = new Csi("tel:+14155554005");
        Csi removed = new Csi("tel:+14155554006");
        for (Csi csi : List.of(newer, older, removed)) {
            after.put(csi, "alice", 5, "five");
        }
        before.put(newer, "alice", 6, "six");
        before.put(older, "alice", 4, "four");
        before.remove(removed, "alice", 5);

        rotating.moveAll();

        assertThat(rows(7)).isZero();
        assertThat(after.find(newer)).containsExactly("six");
        assertThat(after.find(older)).containsExactly("five");
        assertThat(after.find(removed)).isEmpty();
    }

    @Test
    void move_whatABlindReplicaListedBelowTheFloor_isHiddenAndRemembered() throws Exception {
        Csi floorMoves = new Csi("tel:+14155554030");
        Csi mappingMoves = new Csi("tel:+14155554031");
        before.raiseFloor(floorMoves, NOW.minusSeconds(50));
        after.put(floorMoves, "old", 3, "three", NOW.minusSeconds(100));
        after.put(floorMoves, "young", 1, "one");
        after.raiseFloor(mappingMoves, NOW.minusSeconds(50));
        before.put(mappingMoves, "old", 3, "three", NOW.minusSeconds(100));
        before.put(mappingMoves, "young", 1, "one");

        rotating.moveAll();

        for (Csi csi : List.of(floorMoves, mappingMoves)) {
            assertThat(after.find(csi)).containsExactly("one");
            assertThat(after.put(csi, "old", 3, "three")).isEqualTo(STALE);
            assertThat(after.put(csi, "old", 4, "four", NOW.minusSeconds(100))).isEqualTo(SUPERSEDED);
            assertThat(after.put(csi, "old", 4, "four")).isEqualTo(STORED);
        }
        assertThat(rows(7)).isZero();
    }

    @Test
    void move_rowThatDoesNotOpen_staysAndKeepsNoOther() throws Exception {
        int broken = 60;
        Csi whole = new Csi("tel:+14155554008");
        for (int i = 0; i < broken; i++) {
            before.put(new Csi("tel:+141555540" + (10 + i)), "alice", 1, "one");
        }
        database.execute("update mapping set document = set_byte(document, 99, get_byte(document, 99) # 1)"
                + " where outer_key_id = 7");
        before.put(whole, "alice", 1, "one");

        rotating.moveAll();

        assertThat(rows(7)).as("more than are moved at once").isEqualTo(broken);
        assertThat(after.find(whole)).containsExactly("one");
    }

    @Test
    void move_atMost_movesNoMore() throws Exception {
        for (int i = 0; i < 5; i++) {
            before.put(new Csi("tel:+1415555401" + i), "alice", 1, "one");
        }

        rotating.move(3);

        assertThat(rows(8)).isEqualTo(3);
        assertThat(rows(7)).isEqualTo(2);
    }

    @Test
    void use_rowsOfFormerAndOfUnknownKeys_areSeen() throws Exception {
        Csi csi = new Csi("tel:+14155554009");
        before.put(csi, "alice", 1, "one");
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        OuterKeyUse ofRotating = new OuterKeyUse(sessions, rotating.keys(), metrics);
        OuterKeyUse ofAfter = new OuterKeyUse(sessions, after.keys(), new SimpleMeterRegistry());

        look(ofRotating, ofAfter);
        assertThat(left(metrics)).isEqualTo(1);
        assertThat(ofRotating.missing()).doesNotContain(7, 8);
        assertThat(ofAfter.missing()).contains(7);
        assertThat(new OuterKeyReadiness(ofAfter).call().getStatus().name()).isEqualTo("DOWN");
        assertThatThrownBy(() -> new OuterKeysAtStart(database.dataSource(), after.keys()).start(new StartupEvent()))
                .hasMessageContaining("jeton.lookup.at-rest.outer-keys.7: is missing");

        rotating.moveAll();
        look(ofRotating, ofAfter);
        assertThat(left(metrics)).isZero();
        assertThat(ofAfter.missing()).doesNotContain(7, 8);
    }

    private void look(OuterKeyUse... uses) throws Exception {
        for (OuterKeyUse use : uses) {
            OnContext.run(vertx, () -> use.look().replaceWith(true));
        }
    }

    private static double left(SimpleMeterRegistry metrics) {
        return metrics.get("jeton.lookup.rows.to.rewrap")
                .tag("outer_key", "7")
                .gauge()
                .value();
    }

    private long rows(int outerKeyId) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet count =
                        statement.executeQuery("select count(*) from mapping where outer_key_id = " + outerKeyId)) {
            count.next();
            return count.getLong(1);
        }
    }
}
