package dev.jeton.client.cli;

import dev.jeton.client.lookup.LookupResult;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.mapping.RefusedDocument;
import dev.jeton.crypto.mapping.VerifiedMapping;
import java.util.ArrayList;
import java.util.List;

/** What a discovery provider tells others of an owner, as he wants to read it: what is his, and what is not. */
final class ServedReport {
    private ServedReport() {}

    static Report of(LookupResult result, AttestedKey own, Authority discoveryProvider) {
        List<String> lines = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        lines.add(result.csi().uri() + ": " + discoveryProvider + " serves "
                + result.mappings().size() + " mapping(s) that verify");
        for (VerifiedMapping mapping : result.mappings()) {
            lines.add(" " + (own.hasSigned(mapping) ? "by this key" : "by another key") + ", sequence number "
                    + mapping.mapping().sequence());
            lines.addAll(LookupReport.lines(mapping));
        }
        for (RefusedDocument refused : result.dropped()) {
            String detail = refused.detail().isEmpty() ? "" : " (" + refused.detail() + ")";
            warnings.add("serves one that does not verify: " + LookupReport.words(refused) + detail + ". "
                    + Remedy.of(refused));
        }
        boolean isOwnThere = result.mappings().stream().anyMatch(own::hasSigned);
        if (!isOwnThere) {
            warnings.add("serves none of this key's. It has ended, was removed or superseded, or never came there:"
                    + " jeton mapping publish");
        }
        if (result.mappings().stream().anyMatch(mapping -> !own.hasSigned(mapping))) {
            warnings.add(
                    "another key speaks for this identifier. Is it a lost one of yours? Supersede it: jeton mapping"
                            + " publish --supersedes KEY. Is it nobody's that you know? Ask who attested it.");
        }
        if (!result.isWhole()) {
            warnings.add("not every provider has answered: there may be more");
        }
        boolean isBelieved = result.dropped().isEmpty() || !result.mappings().isEmpty();
        return new Report(lines, warnings, json(result, own, isOwnThere), exit(isBelieved));
    }

    private static ExitCode exit(boolean isBelieved) {
        return isBelieved ? ExitCode.DONE : ExitCode.UNTRUSTED;
    }

    private static JsonWriter json(LookupResult result, AttestedKey own, boolean isOwnThere) {
        return new JsonWriter()
                .put("csi", result.csi().uri())
                .put("own-key", own.thumbprint())
                .put("own-key-served", isOwnThere)
                .putObjects(
                        "mappings",
                        result.mappings().stream().map(MappingReport::of).toList())
                .putStrings(
                        "dropped",
                        result.dropped().stream().map(LookupReport::words).toList())
                .put("whole", result.isWhole());
    }
}
