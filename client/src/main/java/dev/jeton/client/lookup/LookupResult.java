package dev.jeton.client.lookup;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.SourceOutcome;
import dev.jeton.crypto.discovery.SourceResult;
import dev.jeton.crypto.mapping.RefusedDocument;
import dev.jeton.crypto.mapping.VerifiedMapping;
import java.util.List;

/**
 * What is known about a CSI.
 *
 * @param csi who was asked for
 * @param mappings those that verify, one for each key of an owner, the newest
 * @param dropped why others were not believed; a provider that sends such is broken, stale or hostile
 * @param sources which discovery providers answered
 */
public record LookupResult(
        Csi csi, List<VerifiedMapping> mappings, List<RefusedDocument> dropped, List<SourceResult> sources) {
    public LookupResult {
        mappings = List.copyOf(mappings);
        dropped = List.copyOf(dropped);
        sources = List.copyOf(sources);
    }

    public Reachability reachability() {
        return Reachability.of(mappings);
    }

    /** Whether every discovery provider answered: otherwise there may be mappings that are not here. */
    public boolean isWhole() {
        return sources.stream().allMatch(source -> source.outcome() == SourceOutcome.ANSWERED);
    }

    /**
     * Whether several keys speak for this CSI. That is so while an owner moves to a new key, or after a number has been
     * given to somebody else; an app should let its user choose rather than pick one.
     */
    public boolean hasSeveralOwners() {
        return mappings.size() > 1;
    }

    /** The counts and never the CSI. */
    @Override
    public String toString() {
        return "LookupResult[" + reachability() + ", " + dropped.size() + " dropped, " + sources + "]";
    }
}
