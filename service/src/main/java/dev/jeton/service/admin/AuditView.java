package dev.jeton.service.admin;

import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.service.audit.AuditTrail;
import dev.jeton.service.http.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What operators did, for operators. */
@Singleton
public class AuditView {
    private static final int DEFAULT_ENTRIES = 100;

    private final AuditTrail trail;

    AuditView(AuditTrail trail) {
        this.trail = trail;
    }

    /**
     * {@code entries}, the newest first: as many as {@code limit} says, or {@value #DEFAULT_ENTRIES}. Refuses a limit that is
     * none with {@link Refusal}.
     */
    public Uni<JsonWriter> latest(Optional<String> limit) {
        return trail.latest(limit.map(AuditView::entries).orElse(DEFAULT_ENTRIES))
                .map(entries -> new JsonWriter()
                        .putObjects(
                                "entries", entries.stream().map(AuditView::view).toList()));
    }

    private static JsonWriter view(AuditTrail.Entry entry) {
        return new JsonWriter()
                .put("at", entry.at())
                .put("operator", entry.action().operator())
                .put("action", entry.action().action())
                .put("subject", entry.action().subject())
                .put("reason", entry.action().reason());
    }

    private static int entries(String limit) {
        if (!limit.matches("[1-9][0-9]{0,3}") || Integer.parseInt(limit) > AuditTrail.MAX_ENTRIES) {
            throw Refusal.of(
                    ProblemType.REQUEST_MALFORMED, "limit: expected a number from 1 to " + AuditTrail.MAX_ENTRIES);
        }
        return Integer.parseInt(limit);
    }
}
