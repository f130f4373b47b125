package dev.jeton.service.admin;

import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.service.document.WatchedDocuments.Loaded;

/** What became of a document, for operators. */
public final class DocumentView {
    private DocumentView() {}

    /**
     * {@code file}, {@code state} and {@code problem}. The state is {@code in-force}; {@code last-good} if its present
     * contents are refused and what it said before counts; {@code refused} if nothing of it counts.
     */
    public static JsonWriter of(Loaded<?> document) {
        return new JsonWriter()
                .put("file", document.name())
                .put("state", state(document))
                .putIfPresent("problem", document.problem());
    }

    private static String state(Loaded<?> document) {
        if (document.problem().isEmpty()) {
            return "in-force";
        }
        return document.inForce().isPresent() ? "last-good" : "refused";
    }
}
