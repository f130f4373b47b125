package dev.jeton.lookup.atrest;

import static dev.jeton.lookup.atrest.PutOutcome.FULL;
import static dev.jeton.lookup.atrest.PutOutcome.PORTED;
import static dev.jeton.lookup.atrest.PutOutcome.STALE;
import static dev.jeton.lookup.atrest.PutOutcome.STORED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.mapping.Csip;
import dev.jeton.crypto.mapping.PortRecord;
import dev.jeton.crypto.mapping.VerifiedPortRecord;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.lookup.testing.LookupStack;
import dev.jeton.lookup.testing.OnContext;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(LookupStack.class)
class MappingStoreIT {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final int MOST = 8;

    @Inject
    MappingStore store;

    @Inject
    MappingRemovals removals;

    @Inject
    ForgottenRows forgotten;

    @Inject
    Vertx vertx;

    private final Csip registry = LookupStack.running().registry().trusted();

    @Test
    void put_onlyAHigherSeq_replaces() throws Exception {
        Csi csi = new Csi("tel:+14155550101");

        assertThat(put(csi, "alice", 2, "two")).isEqualTo(STORED);
        assertThat(put(csi, "alice", 2, "two again")).isEqualTo(STALE);
        assertThat(put(csi, "alice", 1, "one")).isEqualTo(STALE);
        assertThat(find(csi, NOW)).containsExactly("two");
        assertThat(put(csi, "alice", 3, "three")).isEqualTo(STORED);
        assertThat(find(csi, NOW)).containsExactly("three");
    }

    @Test
    void put_otherKeysOfOneIdentifier_coexistUpToTheLimit() throws Exception {
        Csi csi = new Csi("mailto:owners@example.com");
        List<CompletableFuture<PutOutcome>> race = new ArrayList<>();
        for (int i = 0; i < 3 * MOST; i++) {
            String owner = "owner " + i;
            race.add(start(csi, owner, 1, owner, NOW.plus(Duration.ofDays(1))));
        }

        List<PutOutcome> outcomes = race.stream().map(CompletableFuture::join).toList();

        assertThat(Collections.frequency(outcomes, STORED)).isEqualTo(MOST);
        assertThat(Collections.frequency(outcomes, FULL)).isEqualTo(2 * MOST);
        List<String> stored = find(csi, NOW);
        assertThat(stored).hasSize(MOST);
        assertThat(put(csi, stored.get(0), 2, "newer"))
                .as("its place is its own")
                .isEqualTo(STORED);
    }

    @Test
    void put_manySeqsAtOnce_highestWins() throws Exception {
        Csi csi = new Csi("tel:+14155550103");
        List<Integer> seqs = new ArrayList<>(IntStream.range(0, 20).boxed().toList());
        Collections.shuffle(seqs);

        List<CompletableFuture<PutOutcome>> race = seqs.stream()
                .map(seq -> start(csi, "alice", seq, "seq " + seq, NOW.plus(Duration.ofDays(1))))
                .toList();

        race.forEach(CompletableFuture::join);
        assertThat(find(csi, NOW)).containsExactly("seq 19");
    }

    @Test
    void find_expiredToTheSecond_isNotServed() throws Exception {
        Csi csi = new Csi("mailto:carol@example.com");
        start(csi, "carol", 1, "short", NOW.plusSeconds(60)).join();

        assertThat(find(csi, NOW.plusSeconds(59))).containsExactly("short");
        assertThat(find(csi, NOW.plusSeconds(60))).isEmpty();
        assertThat(find(csi, NOW.plus(Duration.ofDays(2)))).isEmpty();
    }

    @Test
    void put_afterAnExpiredOne_stillNeedsAHigherSeq() throws Exception {
        Csi csi = new Csi("mailto:dave@example.com");
        start(csi, "dave", 5, "newest, short", NOW.plusSeconds(60)).join();

        Instant later = NOW.plus(Duration.ofDays(3));
        PutOutcome replayed = OnContext.run(
                vertx, () -> store.put(mapping(csi, "dave", 4, "older, long", NOW.plus(Duration.ofDays(20))), later));

        assertThat(replayed).isEqualTo(STALE);
    }

    @Test
    void forget_whatNobodyCountsAnyMore_isDeletedAndNothingElse() throws Exception {
        Csi expired = new Csi("mailto:erin@example.com");
        Csi removed = new Csi("mailto:frank@example.com");
        put(expired, "erin", 5, "for a day");
        OnContext.run(vertx, () -> removals.remove(removed, "frank", 5, NOW, NOW));
        Instant later = NOW.plus(Duration.ofDays(31));

        for (Instant time : List.of(NOW.plus(Duration.ofDays(3)), later)) {
            OnContext.run(vertx, () -> forgotten.delete(time).replaceWith(true));
            assertThat(put(expired, "erin", 4, "older, for longer")).isEqualTo(STALE);
            assertThat(put(removed, "frank", 4, "replayed")).isEqualTo(STALE);
        }

        OnContext.run(
                vertx, () -> forgotten.delete(later.plus(Duration.ofDays(3))).replaceWith(true));
        assertThat(put(expired, "erin", 4, "afresh")).isEqualTo(STORED);
        assertThat(put(removed, "frank", 4, "afresh")).isEqualTo(STORED);
    }

    @Test
    void put_byThePrefix_waitsForThePortRecordToExpire() throws Exception {
        Csi csi = new Csi("tel:+14155550104");
        Instant end = NOW.plusSeconds(1000);
        VerifiedPortRecord port = port(csi, "abroad", new Validity(NOW, end));
        NewMapping ported =
                new NewMapping(csi, "grace", 1, "abroad", Optional.of(port), NOW, end, Bytes.ofUtf8("ported"));
        NewMapping byPrefix = mapping(csi, "heidi", 1, "by prefix", NOW.plus(Duration.ofDays(20)));

        assertThat(OnContext.run(vertx, () -> store.put(ported, NOW))).isEqualTo(STORED);

        OnContext.run(
                vertx, () -> forgotten.delete(NOW.plus(Duration.ofDays(20))).replaceWith(true));
        assertThat(OnContext.run(vertx, () -> store.put(byPrefix, end.minusSeconds(1))))
                .isEqualTo(PORTED);
        assertThat(OnContext.run(vertx, () -> store.put(byPrefix, end))).isEqualTo(STORED);
    }

    @Test
    void put_byARecordThatWasOutranked_isRefusedAfterTheLaterOneHasEnded() throws Exception {
        Csi csi = new Csi("tel:+14155550105");
        Instant end = NOW.plusSeconds(1000);
        Instant month = NOW.plus(Duration.ofDays(29));
        VerifiedPortRecord longer = port(csi, "former", new Validity(NOW.minusSeconds(60), month));
        VerifiedPortRecord later = port(csi, "later", new Validity(NOW, end));
        NewMapping former =
                new NewMapping(csi, "ivan", 1, "former", Optional.of(longer), NOW, month, Bytes.ofUtf8("former"));

        OnContext.run(vertx, () -> removals.raiseFloor(csi, "later", Optional.of(later), NOW, NOW));

        assertThat(OnContext.run(vertx, () -> store.put(former, end.minusSeconds(1))))
                .isEqualTo(PORTED);
        assertThat(OnContext.run(vertx, () -> store.put(former, end))).isEqualTo(PORTED);
        NewMapping byPrefix = mapping(csi, "judy", 1, "by prefix", month);
        assertThat(OnContext.run(vertx, () -> store.put(byPrefix, end))).isEqualTo(STORED);
        assertThat(OnContext.run(vertx, () -> store.put(former, end))).isEqualTo(PORTED);
    }

    @Test
    void put_whereTheRecordIsNotBelievedAnyMore_isDecidedAsIfItHadNotBeenHeard() throws Exception {
        Csi byPrefix = new Csi("tel:+14155550107");
        Csi byEarlierRecord = new Csi("tel:+14155550108");
        Validity month = new Validity(NOW, NOW.plus(Duration.ofDays(29)));
        for (Csi csi : List.of(byPrefix, byEarlierRecord)) {
            VerifiedPortRecord byAFormerKey = new VerifiedPortRecord(
                    new PortRecord(registry.issuer(), csi, "abroad", month),
                    "k".repeat(JosePublicKey.THUMBPRINT_CHARS));
            OnContext.run(vertx, () -> removals.raiseFloor(csi, "abroad", Optional.of(byAFormerKey), NOW, NOW));
        }

        assertThat(put(byPrefix, "kate", 1, "by prefix")).isEqualTo(STORED);
        VerifiedPortRecord earlier =
                port(byEarlierRecord, "former", new Validity(NOW.minusSeconds(60), month.expiresAt()));
        assertThat(OnContext.run(
                        vertx, () -> removals.raiseFloor(byEarlierRecord, "former", Optional.of(earlier), NOW, NOW)))
                .isEqualTo(RemovalOutcome.REMOVED);
        assertThat(put(byEarlierRecord, "leo", 1, "by prefix")).isEqualTo(PORTED);
    }

    @Test
    void supersede_withoutAMappingThatHasJustExpired_isDone() throws Exception {
        Csi csi = new Csi("tel:+14155550106");
        Instant end = NOW.plusSeconds(60);
        putAttested(csi, "lost", NOW.minusSeconds(200), end);
        putAttested(csi, "stolen", NOW.minusSeconds(100), NOW.plus(Duration.ofDays(1)));
        putAttested(csi, "present", NOW, NOW.plus(Duration.ofDays(1)));
        NewSupersession shown = new NewSupersession(csi, "present", 1, Set.of("stolen"), stored -> true);

        assertThat(OnContext.run(vertx, () -> removals.supersede(shown, end.minusSeconds(1))))
                .isEqualTo(RemovalOutcome.MISMATCH);
        assertThat(find(csi, end)).containsExactlyInAnyOrder("stolen", "present");

        assertThat(OnContext.run(vertx, () -> removals.supersede(shown, end))).isEqualTo(RemovalOutcome.REMOVED);
        assertThat(find(csi, end)).containsExactly("present");
    }

    /** The word of the registry that is trusted here. */
    private VerifiedPortRecord port(Csi csi, String servedBy, Validity validity) {
        String signedBy =
                registry.keys().keys().values().iterator().next().key().thumbprint();
        return new VerifiedPortRecord(new PortRecord(registry.issuer(), csi, servedBy, validity), signedBy);
    }

    private void putAttested(Csi csi, String owner, Instant attestedAt, Instant expires) throws Exception {
        NewMapping mapping =
                new NewMapping(csi, owner, 1, "csip", Optional.empty(), attestedAt, expires, Bytes.ofUtf8(owner));
        assertThat(OnContext.run(vertx, () -> store.put(mapping, NOW))).isEqualTo(STORED);
    }

    private PutOutcome put(Csi csi, String owner, long seq, String document) {
        return start(csi, owner, seq, document, NOW.plus(Duration.ofDays(1))).join();
    }

    private CompletableFuture<PutOutcome> start(Csi csi, String owner, long seq, String document, Instant expires) {
        return OnContext.start(vertx, () -> store.put(mapping(csi, owner, seq, document, expires), NOW));
    }

    private List<String> find(Csi csi, Instant now) throws Exception {
        return OnContext.run(vertx, () -> store.find(csi, now)).stream()
                .map(document -> new String(document.toArray(), java.nio.charset.StandardCharsets.UTF_8))
                .toList();
    }

    private static NewMapping mapping(Csi csi, String owner, long seq, String document, Instant expires) {
        return new NewMapping(csi, owner, seq, "csip", Optional.empty(), NOW, expires, Bytes.ofUtf8(document));
    }
}
