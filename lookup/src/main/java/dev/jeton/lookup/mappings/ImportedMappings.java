package dev.jeton.lookup.mappings;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.MappingVerdict;
import dev.jeton.crypto.mapping.RefusedDocument;
import dev.jeton.crypto.mapping.VerifiedMapping;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.lookup.atrest.ImportedMapping;
import dev.jeton.lookup.atrest.MappingImport;
import dev.jeton.lookup.atrest.PutOutcome;
import dev.jeton.service.admin.AdminDoor;
import dev.jeton.service.admin.AdminRoutes;
import dev.jeton.service.audit.OperatorAction;
import dev.jeton.service.http.Refusal;
import dev.jeton.service.store.OwnContext;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code POST /v1/admin/mappings}: an operator brings many mappings at once, as from another directory. Each is verified
 * and stored as {@link PublishedMappings} would, whoever brings it; what an operator is spared are the limits on publishers.
 * Answered are {@code outcomes}, one for each: {@code stored}, or the slug of the problem that publishing it alone would
 * have been, with the reason where it did not verify.
 */
@Singleton
class ImportedMappings {
    static final String PATH = "/mappings";
    /** In {@code quarkus.management.limits.max-body-size} as well. */
    private static final int MAX_BYTES = 1 << 20;

    private static final int MAX_MAPPINGS = 500;
    private static final String MEMBER = "mappings";
    private static final AdminDoor.Shape SHAPE = new AdminDoor.Shape(MAX_BYTES, Set.of(MEMBER));
    private static final String STORED = "stored";

    private final AdminRoutes routes;
    private final PublishedMappings published;
    private final Verifications verifications;
    private final MappingImport store;
    private final OwnContext contexts;
    private final MappingEvents events;
    private final InstantSource clock;

    ImportedMappings(
            AdminRoutes routes,
            PublishedMappings published,
            Verifications verifications,
            MappingImport store,
            OwnContext contexts,
            MappingEvents events,
            InstantSource clock) {
        this.routes = routes;
        this.published = published;
        this.verifications = verifications;
        this.store = store;
        this.contexts = contexts;
        this.events = events;
        this.clock = clock;
    }

    void add(@Observes ManagementInterface management) {
        routes.change(management.router(), PATH, "mappings-imported", MEMBER, SHAPE, this::take);
    }

    private Uni<JsonWriter> take(OperatorAction action, JsonObject body) {
        List<String> compacts = compacts(body);
        OperatorAction counted =
                new OperatorAction(action.operator(), action.action(), compacts.size() + " mappings", action.reason());
        Instant now = clock.instant();
        return verifications
                .verify(() ->
                        compacts.stream().map(compact -> check(compact, now)).toList())
                .chain(checked -> contexts.run(() -> store.put(acceptable(checked), counted, now))
                        .map(outcomes -> outcomes(checked, outcomes.iterator())))
                .invoke(events::imported)
                .map(outcomes -> new JsonWriter().putStrings("outcomes", outcomes));
    }

    private static List<String> compacts(JsonObject body) {
        try {
            return body.strings(MEMBER, MAX_MAPPINGS, Mapping.MAX_CHARS);
        } catch (MalformedMessage e) {
            throw Refusal.of(ProblemType.REQUEST_MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    /** A mapping that may be stored, or why it may not. */
    private record Checked(Optional<ImportedMapping> mapping, String refusal) {}

    private Checked check(String compact, Instant now) {
        MappingVerdict verdict = published.verdict(compact, now);
        if (verdict instanceof RefusedDocument refused) {
            String problem = ProblemType.MAPPING_INVALID.slug();
            return new Checked(Optional.empty(), problem + ": " + Verifications.words(refused));
        }
        return new Checked(Optional.of(store.seal(PublishedMappings.stored((VerifiedMapping) verdict))), "");
    }

    private static List<ImportedMapping> acceptable(List<Checked> checked) {
        return checked.stream().flatMap(one -> one.mapping().stream()).toList();
    }

    private static List<String> outcomes(List<Checked> checked, Iterator<PutOutcome> stored) {
        List<String> outcomes = new ArrayList<>();
        for (Checked one : checked) {
            outcomes.add(one.mapping().isPresent() ? word(stored.next()) : one.refusal());
        }
        return outcomes;
    }

    private static String word(PutOutcome outcome) {
        return switch (outcome) {
            case STORED -> STORED;
            case STALE -> ProblemType.MAPPING_STALE.slug();
            case SUPERSEDED -> ProblemType.ATTESTATION_SUPERSEDED.slug();
            case PORTED -> ProblemType.NUMBER_PORTED.slug();
            case FULL -> ProblemType.MAPPINGS_FULL.slug();
        };
    }
}
