package dev.jeton.client.cli;

import dev.jeton.client.lookup.LookupResult;
import dev.jeton.client.lookup.Reachability;
import dev.jeton.client.lookup.SenderSituation;
import dev.jeton.crypto.discovery.SourceOutcome;
import dev.jeton.crypto.discovery.SourceResult;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.RefusedDocument;
import dev.jeton.crypto.mapping.VerifiedMapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A lookup's result in words and in JSON. Only what verified is in either. */
final class LookupReport {
    private LookupReport() {}

    /** With what the owners want for this sender, in words only where he has said something of himself. */
    static Report of(LookupResult result, SenderSituation situation) {
        List<String> lines = new ArrayList<>();
        lines.add(result.csi().uri() + ": " + words(result));
        result.mappings().forEach(verified -> lines.addAll(lines(verified)));
        List<Mapping.Entry> choice = result.choice(situation);
        if (!situation.equals(SenderSituation.ANYBODY)) {
            choice.forEach(entry -> lines.add("  for you: " + words(entry)));
        }
        boolean nothingBelieved =
                result.mappings().isEmpty() && !result.dropped().isEmpty();
        return new Report(
                lines, warnings(result), json(result, choice), nothingBelieved ? ExitCode.UNTRUSTED : ExitCode.DONE);
    }

    private static String words(LookupResult result) {
        if (result.mappings().isEmpty() && !result.dropped().isEmpty()) {
            return "no mapping that verifies";
        }
        return switch (result.reachability()) {
            case NO_MAPPING -> "no mapping";
            case OPTED_OUT -> "chose not to be found";
            case ONE_MSP -> "one mapping, one provider";
            case SEVERAL_MSPS -> "one mapping, several providers, the preferred one first";
            case SEVERAL_MAPPINGS -> result.mappings().size() + " mappings";
        };
    }

    static List<String> lines(VerifiedMapping verified) {
        List<String> lines = new ArrayList<>();
        Mapping mapping = verified.mapping();
        if (mapping.msps().isEmpty()) {
            lines.add("  (names no provider)");
        }
        mapping.msps().forEach(entry -> lines.add("  " + words(entry)));
        lines.add("  attested by " + verified.attestation().issuer() + " at " + attestedAt(verified) + ", valid until "
                + mapping.validity().expiresAt());
        lines.add("  key " + verified.attestation().key().thumbprint());
        return lines;
    }

    static String words(Mapping.Entry entry) {
        return entry.msp() + (entry.tags().isEmpty() ? "" : "  " + String.join(", ", entry.tags()));
    }

    private static List<String> warnings(LookupResult result) {
        List<String> warnings = new ArrayList<>();
        result.dropped().forEach(refused -> warnings.add("dropped a mapping that does not verify: " + words(refused)));
        result.conflict()
                .ifPresent(conflict -> warnings.add(
                        "several keys speak for this identifier: it may have changed hands. They were attested at "
                                + conflict.latestFirst().stream()
                                        .map(LookupReport::attestedAt)
                                        .map(Instant::toString)
                                        .collect(Collectors.joining(", "))));
        for (SourceResult source : result.sources()) {
            if (source.outcome() != SourceOutcome.ANSWERED) {
                warnings.add("not the whole answer: " + source.dp() + " " + word(source.outcome()));
            }
        }
        return warnings;
    }

    private static JsonWriter json(LookupResult result, List<Mapping.Entry> choice) {
        return new JsonWriter()
                .put("csi", result.csi().uri())
                .put("outcome", word(result.reachability()))
                .putObjects(
                        "mappings",
                        result.mappings().stream().map(LookupReport::json).toList())
                .put("conflict", result.conflict().isPresent())
                .putObjects("choice", choice.stream().map(LookupReport::json).toList())
                .putStrings(
                        "dropped",
                        result.dropped().stream().map(LookupReport::words).toList())
                .putObjects(
                        "sources",
                        result.sources().stream()
                                .map(source -> new JsonWriter()
                                        .put("dp", source.dp().name())
                                        .put("outcome", source.outcome().wireName()))
                                .toList());
    }

    static JsonWriter json(VerifiedMapping verified) {
        return new JsonWriter()
                .putObjects(
                        "msps",
                        verified.mapping().msps().stream()
                                .map(LookupReport::json)
                                .toList())
                .put("attested-by", verified.attestation().issuer())
                .put("attested-at", attestedAt(verified))
                .put("key", verified.attestation().key().thumbprint())
                .put("not-after", verified.mapping().validity().expiresAt());
    }

    private static Instant attestedAt(VerifiedMapping verified) {
        return verified.attestation().validity().issuedAt();
    }

    static JsonWriter json(Mapping.Entry entry) {
        return new JsonWriter().put("msp", entry.msp().uri()).putStrings("tags", entry.tags());
    }

    static String words(RefusedDocument refused) {
        return word(refused.document()) + " " + word(refused.reason());
    }

    /** {@code one-msp}: {@link Reachability} and the like as JSON and people read them. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
