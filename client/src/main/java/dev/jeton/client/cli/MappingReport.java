package dev.jeton.client.cli;

import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.VerifiedMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an owner is told of a mapping of his own. */
final class MappingReport {
    private MappingReport() {}

    /** @param sealed how many entries are for some alone, where that is known */
    static Report published(Mapping mapping, Optional<Integer> sealed) {
        List<String> lines = new ArrayList<>();
        lines.add("published at " + mapping.audience() + ": " + words(mapping, sealed));
        if (!mapping.supersedes().isEmpty()) {
            lines.add("announced: it supersedes " + mapping.supersedes().size()
                    + " other key(s). If that is what you want, with the same --dp, --key and --attestation:");
            lines.add("  jeton mapping confirm --seq " + mapping.sequence() + " --supersedes "
                    + String.join(" --supersedes ", mapping.supersedes()));
        }
        return Report.of(lines, json(mapping, sealed));
    }

    /** Whom it makes reachable and until when, in one line. */
    static String words(Mapping mapping, Optional<Integer> sealed) {
        String csi = mapping.csi().uri();
        String what = mapping.msps().isEmpty()
                ? csi + " chooses not to be found"
                : csi + " is reached at " + mapping.msps().size() + " provider(s)";
        String some = sealed.filter(entries -> entries > 0)
                .map(entries -> ", for some otherwise (" + entries + " sealed)")
                .orElse("");
        return what + some + ", valid until " + mapping.validity().expiresAt();
    }

    /** With who attested it, and the key. */
    static JsonWriter of(VerifiedMapping verified) {
        return json(verified.mapping(), Optional.empty())
                .put("attested-by", verified.attestation().issuer())
                .put("attested-at", verified.attestation().validity().issuedAt())
                .put("key", verified.attestation().key().thumbprint());
    }

    static JsonWriter json(Mapping mapping, Optional<Integer> sealed) {
        JsonWriter json = new JsonWriter()
                .put("csi", mapping.csi().uri())
                .put("dp", mapping.audience().name())
                .put("seq", mapping.sequence())
                .putObjects(
                        "msps", mapping.msps().stream().map(LookupReport::json).toList());
        sealed.ifPresent(entries -> json.put("sealed", entries));
        return json.putStrings("supersedes", mapping.supersedes())
                .put("not-after", mapping.validity().expiresAt());
    }
}
