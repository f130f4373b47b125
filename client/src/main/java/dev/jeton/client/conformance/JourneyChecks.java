package dev.jeton.client.conformance;

import static dev.jeton.client.conformance.Entries.entry;
import static dev.jeton.client.conformance.Entries.group;
import static dev.jeton.client.conformance.Entries.person;
import static dev.jeton.client.conformance.Entries.usersOf;
import static dev.jeton.client.lookup.SenderSituation.ANYBODY;

import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.lookup.LookupResult;
import dev.jeton.client.lookup.SenderSituation;
import dev.jeton.crypto.hpke.HpkeSecretKey;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.SealedEntries;
import java.util.List;

/**
 * The seven critical journeys of a recipient (Appendix B of the requirements), from what he publishes to whom a sender would write. What
 * the SDK alone decides is its own tests' business; here a deployment shows that it carries all that is needed.
 */
final class JourneyChecks {
    private static final String A = "mimi://a.example";
    private static final String B = "mimi://b.example";
    private static final String C = "mimi://c.example";

    private JourneyChecks() {}

    static List<Check> all() {
        return List.of(
                new Check("J1", "only one provider: everybody gets it", JourneyChecks::onlyOneProvider),
                new Check(
                        "J2",
                        "same app only: each sender gets his own app, others nothing",
                        JourneyChecks::sameAppOnly),
                new Check("J3", "no random pick: the owner's order, at each publication", JourneyChecks::noRandomPick),
                new Check("J4", "no duplication: each provider once, also of two keys", JourneyChecks::noDuplication),
                new Check("J5", "per sender: each gets what was meant for him", JourneyChecks::perSender),
                new Check(
                        "J6", "closed group: its members get one provider, others another", JourneyChecks::closedGroup),
                new Check("J7", "open-ended group: a purpose finds its provider", JourneyChecks::openEndedGroup));
    }

    private static String onlyOneProvider(Deployment deployment) throws Violation, ServiceFailure {
        LookupResult result = published(deployment, Entries.of(A));
        chosen(result, ANYBODY, List.of(A), "anybody");
        chosen(result, ANYBODY.about("Business"), List.of(A), "somebody with a purpose");
        return "one provider for everybody";
    }

    private static String sameAppOnly(Deployment deployment) throws Violation, ServiceFailure {
        HpkeSecretKey usersOfA = HpkeSecretKey.generate();
        HpkeSecretKey usersOfB = HpkeSecretKey.generate();
        LookupResult result = published(deployment, List.of(), usersOf(usersOfA, A), usersOf(usersOfB, B));
        chosen(result, ANYBODY.with(usersOfA), List.of(A), "a user of the first provider");
        chosen(result, ANYBODY.with(usersOfB), List.of(B), "a user of the second provider");
        chosen(result, ANYBODY, List.of(), "anybody else");
        return "users of two providers get their own, others nobody";
    }

    private static String noRandomPick(Deployment deployment) throws Violation, ServiceFailure {
        Owner bob = deployment.people().owner();
        for (List<String> order : List.of(List.of(C, A, B), List.of(B, C, A))) {
            long sequence = order.get(0).equals(C) ? 1 : 2;
            deployment.provider().publish(bob, sequence, order.toArray(String[]::new));
            for (int i = 0; i < 2; i++) {
                chosen(deployment.provider().lookup(bob.csi()), ANYBODY, order, "anybody, at publication " + sequence);
            }
        }
        return "the owner's order twice, and his new one after he changed it";
    }

    private static String noDuplication(Deployment deployment) throws Violation, ServiceFailure {
        Owner phone = deployment.people().owner();
        deployment.provider().publish(phone, 1, A, B);
        deployment.provider().publish(deployment.people().owner(phone.csi()), 1, B, C);
        List<String> choice = Entries.choice(deployment.provider().lookup(phone.csi()), ANYBODY);
        Violation.unless(
                choice.size() == 3 && choice.containsAll(List.of(A, B, C)),
                "two keys name 3 providers, one of them twice, and a sender would choose among " + choice.size());
        return "3 providers of two keys, each once";
    }

    private static String perSender(Deployment deployment) throws Violation, ServiceFailure {
        HpkeSecretKey alice = HpkeSecretKey.generate();
        HpkeSecretKey carol = HpkeSecretKey.generate();
        LookupResult result = published(deployment, Entries.of(A), person(alice, B), person(carol, C));
        chosen(result, ANYBODY.with(alice), List.of(B), "the first sender");
        chosen(result, ANYBODY.with(carol), List.of(C), "the second sender");
        chosen(result, ANYBODY, List.of(A), "anybody else");
        return "two senders get their own provider, others the open one";
    }

    private static String closedGroup(Deployment deployment) throws Violation, ServiceFailure {
        HpkeSecretKey parents = HpkeSecretKey.generate();
        LookupResult result = published(deployment, Entries.of(A), group(parents, B));
        chosen(result, ANYBODY.with(parents), List.of(B), "a member of the group");
        chosen(result, ANYBODY, List.of(A), "anybody else");
        return "members get the group's provider, others the open one";
    }

    private static String openEndedGroup(Deployment deployment) throws Violation, ServiceFailure {
        LookupResult result =
                published(deployment, List.of(entry(A), entry(B, "Business", "Press"), entry(C, "Business")));
        chosen(result, ANYBODY.about("Business"), List.of(B, C), "somebody on business");
        chosen(result, ANYBODY.about("Press"), List.of(B), "somebody of the press");
        chosen(result, ANYBODY, List.of(A), "anybody else");
        return "two purposes find their providers, anybody else the untagged one";
    }

    private static LookupResult published(Deployment deployment, List<Mapping.Entry> open, SealedEntries.For... sealed)
            throws Violation, ServiceFailure {
        Owner bob = deployment.people().owner();
        deployment.provider().publish(bob, 1, open, List.of(sealed));
        return deployment.provider().lookup(bob.csi());
    }

    private static void chosen(LookupResult result, SenderSituation sender, List<String> expected, String who)
            throws Violation {
        List<String> choice = Entries.choice(result, sender);
        Violation.unless(choice.equals(expected), who + " would choose among " + choice + ", expected " + expected);
    }
}
