package dev.jeton.client.cli;

import dev.jeton.client.consistency.DocumentPath;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.client.http.UntrustedAnswer.Flaw;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One public document as each way shows it, told apart by what a sender uses of it. Unlike {@code AgreedDocuments} it goes on
 * where ways differ or fail: the user wants to know which.
 */
record ComparedDocument(String name, URI target, List<View> views) {
    /** A document that is to be the same by every way. */
    record Wanted(String name, URI target, String mediaType, int maxBytes, Function<Bytes, Shown> reader) {}

    /** What a sender uses of it, with {@code equals}, and the same in words. */
    record Shown(Object whatMatters, String words) {}

    /** What came by one way, or why nothing did. */
    record View(String by, Optional<Seen> seen, Optional<Failure> failure) {}

    record Seen(Shown shown, String sha256) {}

    enum Verdict {
        /** The same bytes by every way. */
        SAME,
        /** Copies of different age, which a sender uses alike. */
        ALIKE,
        /** Senders would use it differently. */
        DIFFERENT,
        /** Nothing differs, as far as it could be had. */
        INCOMPLETE
    }

    static ComparedDocument fetch(Wanted wanted, Map<String, DocumentPath> ways) {
        List<View> views = new ArrayList<>();
        ways.forEach((by, way) -> views.add(view(wanted, by, way)));
        return new ComparedDocument(wanted.name(), wanted.target(), List.copyOf(views));
    }

    private static View view(Wanted wanted, String by, DocumentPath way) {
        try {
            Bytes document = way.fetch(wanted.target(), wanted.mediaType(), wanted.maxBytes());
            return new View(by, Optional.of(new Seen(read(wanted, document), sha256(document))), Optional.empty());
        } catch (ServiceFailure e) {
            return new View(by, Optional.empty(), Optional.of(Failure.of(e)));
        }
    }

    private static Shown read(Wanted wanted, Bytes document) throws UntrustedAnswer {
        try {
            return wanted.reader().apply(document);
        } catch (MalformedMessage e) {
            throw new UntrustedAnswer(Flaw.MALFORMED, "the document is malformed: " + e.getMessage(), e);
        }
    }

    Verdict verdict() {
        List<Seen> seen = views.stream().flatMap(view -> view.seen().stream()).toList();
        if (distinct(seen, one -> one.shown().whatMatters()) > 1) {
            return Verdict.DIFFERENT;
        }
        if (seen.size() < views.size()) {
            return Verdict.INCOMPLETE;
        }
        return distinct(seen, Seen::sha256) > 1 ? Verdict.ALIKE : Verdict.SAME;
    }

    private static long distinct(List<Seen> seen, Function<Seen, Object> by) {
        return seen.stream().map(by).distinct().count();
    }

    /** Who shows what; one line where everybody shows the same. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(name + ": " + words(verdict()));
        if (verdict() == Verdict.SAME) {
            views.get(0).seen().ifPresent(seen -> lines.add("  " + seen.shown().words()));
        } else {
            views.forEach(view -> lines.add("  " + view.by() + ": " + words(view)));
        }
        return lines;
    }

    private String words(Verdict verdict) {
        return switch (verdict) {
            case SAME -> "the same by " + views.size() + " ways";
            case ALIKE -> "copies of different age, and nothing in them that senders would use differently";
            case DIFFERENT -> "NOT the same by every way";
            case INCOMPLETE -> "not to be had by every way";
        };
    }

    private static String words(View view) {
        return view.seen()
                .map(seen -> seen.shown().words())
                .or(() -> view.failure().map(Failure::message))
                .orElseThrow();
    }

    JsonWriter json() {
        return new JsonWriter()
                .put("document", name)
                .put("url", target.toString())
                .put("verdict", verdict().name().toLowerCase(Locale.ROOT))
                .putObjects("views", views.stream().map(ComparedDocument::json).toList());
    }

    private static JsonWriter json(View view) {
        JsonWriter json = view.failure().map(Failure::json).orElseGet(JsonWriter::new);
        json.put("by", view.by());
        view.seen().ifPresent(seen -> json.put("shows", seen.shown().words()).put("sha256", seen.sha256()));
        return json;
    }

    private static String sha256(Bytes document) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(document.toArray()))
                    .toHex();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
