package dev.jeton.client.conformance;

import static dev.jeton.client.conformance.Entries.entry;

import dev.jeton.client.http.Response;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.lookup.LookupResult;
import dev.jeton.client.lookup.Reachability;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.mapping.CsipRemoval;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.OwnerRemoval;
import dev.jeton.crypto.mapping.VerifiedMapping;
import dev.jeton.crypto.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the MIMI discovery requirements want of mappings: R1 to R5, R9 and R10 of draft-ietf-mimi-user-discovery-reqs. */
final class RequirementChecks {
    private static final String A = "mimi://a.example";
    private static final String B = "mimi://b.example";
    private static final String C = "mimi://c.example";
    private static final Duration BRIEF = Duration.ofMinutes(5);
    private static final int NO_CONTENT = 204;

    private RequirementChecks() {}

    static List<Check> mappings() {
        return List.of(
                new Check("R1", "only the recipient authorises a mapping", RequirementChecks::onlyTheOwnerPublishes),
                new Check("R2", "a mapping carries the owner's preference tags", RequirementChecks::tagsArrive),
                new Check("R3", "a sender gets all mappings of an identifier", RequirementChecks::allMappingsArrive),
                new Check("R4", "a sender can verify what he gets", RequirementChecks::mappingsVerify),
                new Check("R5", "a sender can tell the five outcomes apart", RequirementChecks::outcomesDiffer));
    }

    static List<Check> removals() {
        return List.of(
                new Check(
                        "R9", "an owner can remove his mapping, and it stays removed", RequirementChecks::removalHolds),
                new Check("R10", "only the owner or his CSIP removes", RequirementChecks::onlyTheOwnerOrCsipRemoves));
    }

    private static String onlyTheOwnerPublishes(Deployment deployment) throws Violation, ServiceFailure {
        Provider provider = deployment.provider();
        Owner bob = deployment.people().owner();
        provider.publish(bob, 2, A);

        JoseSigningKey thief = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
        Mapping mallorys = bob.owned().mapping(provider.authority(), 3, deployment.now(), Entries.of(C));
        refused(
                provider.put(mallorys.sign(thief, bob.attestation())),
                ProblemType.MAPPING_INVALID,
                "a mapping of another key");
        Owner selfMade = deployment.people().ownerAttestedBy(thief);
        refused(
                provider.put(selfMade, 1, Entries.of(C), List.of()),
                ProblemType.MAPPING_INVALID,
                "a mapping under an attestation that the CSIP did not sign");
        refused(
                provider.put(bob, 1, Entries.of(B), List.of()),
                ProblemType.MAPPING_STALE,
                "an older mapping after a newer one");
        choices(provider.lookup(bob.csi()), Set.of(A), "after that");
        return "the owner's mapping is served; another key's, a self-made attestation's and an older one are refused";
    }

    private static String tagsArrive(Deployment deployment) throws Violation, ServiceFailure {
        Owner bob = deployment.people().owner();
        List<Mapping.Entry> entries = List.of(entry(A, "Friends", "Family"), entry(B, "Business"));
        deployment.provider().publish(bob, 1, entries, List.of());

        LookupResult result = deployment.provider().lookup(bob.csi());
        List<Mapping.Entry> seen = one(result).mapping().msps();
        Violation.unless(seen.equals(entries), "other providers or tags came back than were published");
        return "3 tags of 2 providers came back, in the owner's order";
    }

    private static String allMappingsArrive(Deployment deployment) throws Violation, ServiceFailure {
        Csi csi = deployment.people().stranger();
        for (String msp : List.of(A, B, C)) {
            deployment.provider().publish(deployment.people().owner(csi), 1, msp);
        }
        LookupResult result = deployment.provider().lookup(csi);
        choices(result, Set.of(A, B, C), "three keys have published for one identifier");
        Violation.unless(result.isWhole(), "a source did not answer");
        return "3 of 3 mappings, of 3 keys of one identifier";
    }

    private static String mappingsVerify(Deployment deployment) throws Violation, ServiceFailure {
        Owner bob = deployment.people().owner();
        deployment.provider().publish(bob, 1, A);
        LookupResult result = deployment.provider().lookup(bob.csi());
        Violation.unless(
                result.dropped().isEmpty(),
                result.dropped().size() + " mapping(s) do not verify: "
                        + result.dropped().stream()
                                .map(refused -> refused.reason().name())
                                .collect(Collectors.joining(", ")));
        VerifiedMapping mapping = one(result);
        Violation.unless(
                mapping.attestation().key().equals(bob.key().publicKey()),
                "the mapping is of another key than the owner's");
        return "owner's signature and CSIP's attestation verify offline against the sender's own list";
    }

    private static String outcomesDiffer(Deployment deployment) throws Violation, ServiceFailure {
        Provider provider = deployment.provider();
        People people = deployment.people();
        outcome(provider.lookup(people.stranger()), Reachability.NO_MAPPING, "nobody has published");

        Owner hidden = people.owner();
        provider.publish(hidden, 1);
        outcome(provider.lookup(hidden.csi()), Reachability.OPTED_OUT, "the owner chose not to be found");
        Owner one = people.owner();
        provider.publish(one, 1, A);
        outcome(provider.lookup(one.csi()), Reachability.ONE_MSP, "one mapping with one provider");
        Owner several = people.owner();
        provider.publish(several, 1, A, B);
        outcome(provider.lookup(several.csi()), Reachability.SEVERAL_MSPS, "one mapping with two providers");
        Owner first = people.owner();
        provider.publish(first, 1, A);
        provider.publish(people.owner(first.csi()), 1, B);
        LookupResult both = provider.lookup(first.csi());
        outcome(both, Reachability.SEVERAL_MAPPINGS, "two mappings of two keys");
        Violation.unless(both.conflict().isPresent(), "two owners of one identifier are no conflict");
        return "no mapping, opted out, one provider, several, several mappings; a conflict of owners shows";
    }

    private static String removalHolds(Deployment deployment) throws Violation, ServiceFailure {
        Provider provider = deployment.provider();
        Owner bob = deployment.people().owner();
        String mapping =
                bob.owned().sign(bob.owned().mapping(provider.authority(), 5, deployment.now(), Entries.of(A)));
        Response stored = provider.put(bob, 5, mapping);
        Violation.unless(stored.status() == NO_CONTENT, "publishing a mapping that is good: " + Said.of(stored));
        outcome(provider.lookup(bob.csi()), Reachability.ONE_MSP, "before the removal");

        Response removed = provider.remove(bob, 5);
        Violation.unless(removed.status() == NO_CONTENT, "the owner's removal: " + Said.of(removed));
        outcome(provider.lookup(bob.csi()), Reachability.NO_MAPPING, "after the owner's removal");
        refused(provider.put(mapping), ProblemType.MAPPING_STALE, "the removed mapping, brought again");
        return "removed, gone from the next answer, and not to be brought back with the old signature";
    }

    private static String onlyTheOwnerOrCsipRemoves(Deployment deployment) throws Violation, ServiceFailure {
        Provider provider = deployment.provider();
        Target.Range range = deployment.target().range();
        Owner bob = deployment.people().owner();
        provider.publish(bob, 1, A);
        Validity brief = Validity.of(deployment.now(), BRIEF);
        JoseSigningKey thief = JoseSigningKey.generate(JoseAlgorithm.EDDSA);

        refused(
                provider.remove(
                        new OwnerRemoval(bob.csi(), provider.authority(), 9, brief).sign(thief, bob.attestation())),
                ProblemType.REMOVAL_INVALID,
                "a removal by another key");
        CsipRemoval reassigned = new CsipRemoval(
                range.csip(), bob.csi(), provider.authority(), deployment.now().plusSeconds(1), brief);
        refused(
                provider.remove(reassigned.sign(thief)),
                ProblemType.REMOVAL_INVALID,
                "a CSIP's removal that the CSIP did not sign");
        outcome(provider.lookup(bob.csi()), Reachability.ONE_MSP, "after removals by strangers");

        Response byCsip = provider.remove(reassigned.sign(range.key()));
        Violation.unless(byCsip.status() == NO_CONTENT, "the CSIP's removal: " + Said.of(byCsip));
        outcome(provider.lookup(bob.csi()), Reachability.NO_MAPPING, "after the CSIP's removal");
        return "two strangers' removals are refused, the CSIP's is obeyed";
    }

    private static VerifiedMapping one(LookupResult result) throws Violation {
        Violation.unless(
                result.mappings().size() == 1,
                result.mappings().size() + " mapping(s) that verify, where one was published");
        return result.mappings().get(0);
    }

    private static void outcome(LookupResult result, Reachability expected, String when) throws Violation {
        Violation.unless(
                result.reachability() == expected && result.dropped().isEmpty(),
                when + ": " + result.reachability() + ", expected " + expected);
    }

    private static void choices(LookupResult result, Set<String> expected, String when) throws Violation {
        Set<String> seen = result.mappings().stream()
                .flatMap(mapping -> mapping.mapping().msps().stream())
                .map(entry -> entry.msp().uri())
                .collect(Collectors.toSet());
        Violation.unless(
                seen.equals(expected),
                when + ": the answer names " + seen.size() + " provider(s), not those " + expected.size());
    }

    private static void refused(Response response, ProblemType demanded, String what) throws Violation {
        Said.unlessRefused(response, demanded, what);
    }
}
