package dev.jeton.lookup.atrest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.lookup.testing.OnContext;
import dev.jeton.service.audit.AuditTrail;
import dev.jeton.service.audit.OperatorAction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a process with other at-rest keys makes of the same database, at one time for good. */
final class StoreReplica {
    private static final String CSIP = "https://csip.example";

    private final Vertx vertx;
    private final AtRestKeys keys;
    private final Instant now;
    private final MappingStore store;
    private final MappingRemovals removals;
    private final MappingImport imports;
    private final Rewrapping rewrapping;

    StoreReplica(
            Vertx vertx,
            StoreSessions sessions,
            StoreConfig config,
            AtRestConfig atRest,
            AuditTrail trail,
            AtRestKeys keys,
            Instant now) {
        this.vertx = vertx;
        this.keys = keys;
        this.now = now;
        IdentifierWrites writes = new IdentifierWrites(sessions, keys);
        Supplier<CsipTrust> nobody = () -> new CsipTrust(List.of());
        this.store = new MappingStore(sessions, writes, keys, nobody, config);
        this.removals = new MappingRemovals(writes, keys, nobody);
        this.imports = new MappingImport(sessions, store, keys, trail);
        this.rewrapping = new Rewrapping(sessions, keys, atRest, new SimpleMeterRegistry());
    }

    /** A mapping for a day after {@code now}. */
    static NewMapping mapping(Csi csi, String owner, long seq, String document, Instant attestedAt, Instant now) {
        return new NewMapping(
                csi,
                owner,
                seq,
                CSIP,
                Optional.empty(),
                attestedAt,
                now.plus(Duration.ofDays(1)),
                Bytes.ofUtf8(document));
    }

    AtRestKeys keys() {
        return keys;
    }

    PutOutcome put(Csi csi, String owner, long seq, String document) {
        return put(csi, owner, seq, document, now);
    }

    PutOutcome put(Csi csi, String owner, long seq, String document, Instant attestedAt) {
        return done(() -> store.put(mapping(csi, owner, seq, document, attestedAt, now), now));
    }

    List<PutOutcome> importAll(NewMapping... mappings) {
        List<ImportedMapping> sealed = Stream.of(mappings).map(imports::seal).toList();
        return done(() -> imports.put(sealed, new OperatorAction("olga", "import", "mappings", "a test"), now));
    }

    void remove(Csi csi, String owner, long seq) {
        var unused = done(() -> removals.remove(csi, owner, seq, now, now));
    }

    void raiseFloor(Csi csi, Instant floor) {
        var unused = done(() -> removals.raiseFloor(csi, CSIP, Optional.empty(), floor, now));
    }

    void moveAll() {
        move(Integer.MAX_VALUE);
    }

    void move(int most) {
        var unused = done(() -> rewrapping.move(keys.former().get(0), most).replaceWith(true));
    }

    List<String> find(Csi csi) {
        return done(() -> store.find(csi, now)).stream()
                .map(document -> new String(document.toArray(), UTF_8))
                .toList();
    }

    private <T> T done(Supplier<Uni<T>> pipeline) {
        return OnContext.start(vertx, pipeline).join();
    }
}
