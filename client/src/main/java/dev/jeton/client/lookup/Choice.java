package dev.jeton.client.lookup;

import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.VerifiedMapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What the owners of a CSI would have one sender use. A function of its arguments, whatever order they come in. */
final class Choice {
    private Choice() {}

    static List<Mapping.Entry> of(List<VerifiedMapping> mappings, SenderSituation situation) {
        Map<MspUri, Mapping.Entry> once = new LinkedHashMap<>();
        mappings.stream()
                .sorted(OwnerConflict.LATEST_ATTESTED)
                .flatMap(verified -> of(verified, situation).stream())
                .forEach(entry -> once.putIfAbsent(entry.msp(), entry));
        return List.copyOf(once.values());
    }

    private static List<Mapping.Entry> of(VerifiedMapping verified, SenderSituation situation) {
        List<Mapping.Entry> forHim = verified.openedBy(situation.keys());
        List<Mapping.Entry> said = forHim.isEmpty() ? verified.mapping().msps() : forHim;
        List<Mapping.Entry> tagged = situation
                .purpose()
                .map(tag -> only(said, entry -> entry.tags().contains(tag)))
                .orElse(List.of());
        if (!tagged.isEmpty()) {
            return tagged;
        }
        List<Mapping.Entry> untagged = only(said, entry -> entry.tags().isEmpty());
        return untagged.isEmpty() ? said : untagged;
    }

    private static List<Mapping.Entry> only(List<Mapping.Entry> entries, Predicate<Mapping.Entry> wanted) {
        return entries.stream().filter(wanted).toList();
    }
}
