package dev.jeton.client.lookup;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.discovery.SourceOutcome;
import dev.jeton.crypto.discovery.SourceResult;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.RefusedDocument;
import dev.jeton.crypto.mapping.VerifiedMapping;
import java.util.List;
import java.util.Optional;

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

    /** What the mappings say to everybody. To this sender they may say more: {@link #choice}. */
    public Reachability reachability() {
        return Reachability.of(mappings);
    }

    /**
     * The providers that the owner would have this sender use, the preferred one first, each once; none: he is not to be found
     * by him. It is the first that a message goes to, never all of them, and an app that has chosen stays with its choice until
     * that is gone from here.
     *
     * <p>What was sealed to one of the sender's keys replaces what the mapping says to everybody. Of that, entries with his
     * purpose as a tag count; if there are none, those without tags; if there are none either, all. Of several mappings the
     * latest attested comes first; see {@link #conflict}.
     */
    public List<Mapping.Entry> choice(SenderSituation situation) {
        return Choice.of(mappings, situation);
    }

    /** Whether every discovery provider answered: otherwise there may be mappings that are not here. */
    public boolean isWhole() {
        return sources.stream().allMatch(source -> source.outcome() == SourceOutcome.ANSWERED);
    }

    /** The keys that speak for this CSI, and since when, if there are several. */
    public Optional<OwnerConflict> conflict() {
        return OwnerConflict.among(mappings);
    }

    /** The counts and never the CSI. */
    @Override
    public String toString() {
        return "LookupResult[" + reachability() + ", " + dropped.size() + " dropped, " + sources + "]";
    }
}
