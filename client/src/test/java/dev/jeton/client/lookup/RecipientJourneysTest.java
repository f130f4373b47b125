package dev.jeton.client.lookup;

import static dev.jeton.client.TestIssuer.NOW;
import static dev.jeton.client.TestRecipient.TRUST;
import static dev.jeton.client.lookup.SenderSituation.ANYBODY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.client.TestRecipient;
import dev.jeton.client.mapping.OwnedCsi;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.discovery.SourceOutcome;
import dev.jeton.crypto.discovery.SourceResult;
import dev.jeton.crypto.hpke.HpkeSecretKey;
import dev.jeton.crypto.mapping.Audience;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.SealedEntries;
import dev.jeton.crypto.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The seven critical user journeys of a recipient (draft-ietf-mimi-user-discovery-reqs, Appendix B), from what Bob signs over
 * what a discovery provider sees, which is the compact JWS, to what a sender's app is given.
 */
class RecipientJourneysTest {
    private static final Csi CSI = new Csi("tel:+14155550123");
    private static final Authority DP = new Authority("dp.example");
    private static final String A = "mimi://a.example";
    private static final String B = "mimi://b.example";
    private static final String C = "mimi://c.example";

    private final TestRecipient bob = new TestRecipient(CSI);
    private final HpkeSecretKey alicesKey = HpkeSecretKey.generate();
    private final HpkeSecretKey carolsKey = HpkeSecretKey.generate();
    private final SenderSituation alice = ANYBODY.with(alicesKey);
    private final SenderSituation carol = ANYBODY.with(carolsKey);

    @Test
    void journey1_onlyOneProvider_isWhatEverybodyGets() {
        String mapping = published(List.of(entry(A)));

        for (SenderSituation sender : List.of(alice, carol, ANYBODY, ANYBODY.about("Business"))) {
            assertThat(choice(sender, mapping)).containsExactly(A);
        }
        assertThat(answer(mapping).reachability()).isEqualTo(Reachability.ONE_MSP);
        assertShowsNoMoreThan(List.of(entry(A)), mapping);
    }

    /** Providers A and B give their users a key. Bob is on both, and with nobody from elsewhere. */
    @Test
    void journey2_sameAppOnly_eachSenderGetsHisOwnAppAndOthersNothing() {
        HpkeSecretKey usersOfA = HpkeSecretKey.generate();
        HpkeSecretKey usersOfB = HpkeSecretKey.generate();
        SealedEntries.For forA = new SealedEntries.For(Audience.usersOf(usersOfA.publicKey()), entry(A));
        SealedEntries.For forB = new SealedEntries.For(Audience.usersOf(usersOfB.publicKey()), entry(B));
        String mapping = published(List.of(), forA, forB);

        assertThat(choice(ANYBODY.with(usersOfA), mapping)).containsExactly(A);
        assertThat(choice(ANYBODY.with(usersOfB), mapping)).containsExactly(B);
        assertThat(choice(carol, mapping)).isEmpty();
        assertThat(answer(mapping).reachability()).isEqualTo(Reachability.OPTED_OUT);
        assertShowsNoMoreThan(List.of(), mapping, A, B);
        assertThat(choice(ANYBODY.with(usersOfA), published(List.of(), forA)))
                .as("A's users learn nothing of B's")
                .isEqualTo(choice(ANYBODY.with(usersOfA), mapping));
    }

    /** Ten providers for everybody and three for Alice, signed again and again, in answers of any order. */
    @Test
    void journey3_deterministicOrder_isTheOwnersAndNoRandomPick() {
        List<Mapping.Entry> ten = IntStream.range(0, 10)
                .mapToObj(i -> entry("mimi://msp" + (i * 7 % 10) + ".example"))
                .toList();
        List<String> order = ten.stream().map(entry -> entry.msp().uri()).toList();
        TestRecipient sameNumberOtherKey = new TestRecipient(CSI);
        String other = sign(sameNumberOtherKey, List.of(entry("mimi://second-phone.example")));
        List<String> withOther = choice(carol, published(ten), other);

        for (int i = 0; i < 3; i++) {
            String mapping = published(ten, to(alicesKey, C), to(alicesKey, A), to(alicesKey, B));
            assertThat(choice(alice, mapping)).containsExactly(C, A, B);
            assertThat(choice(carol, mapping)).isEqualTo(order);
            assertThat(choice(carol, mapping, other)).isEqualTo(withOther);
            assertThat(choice(carol, other, mapping)).isEqualTo(withOther);
            assertShowsNoMoreThan(ten, mapping, A, B, C);
        }
        assertThat(withOther).hasSize(11).containsAll(order);
    }

    /** Alice is in two groups that Bob gives the same provider, and two of Bob's keys name it as well. */
    @Test
    void journey4_noDuplication_eachProviderIsThereOnce() {
        HpkeSecretKey choir = HpkeSecretKey.generate();
        HpkeSecretKey team = HpkeSecretKey.generate();
        SealedEntries.For forChoir = new SealedEntries.For(Audience.group(choir.publicKey()), entry(A, "Choir"));
        SealedEntries.For forTeam = new SealedEntries.For(Audience.group(team.publicKey()), entry(A));
        String mapping = published(List.of(entry(B), entry(C)), forChoir, forTeam);
        String other = sign(new TestRecipient(CSI), List.of(entry(A), entry(B)));
        SenderSituation singer = ANYBODY.with(choir).with(team);

        assertThat(choice(singer, mapping)).containsExactly(A);
        assertThat(choice(singer.about("Choir"), mapping)).containsExactly(A);
        assertThat(choice(singer, mapping, other)).containsExactlyInAnyOrder(A, B);
        assertThat(choice(carol, mapping, other)).containsExactlyInAnyOrder(A, B, C);
        assertThat(choice(carol, mapping, mapping)).containsExactly(B, C);
        assertShowsNoMoreThan(List.of(entry(B), entry(C)), mapping, A);
    }

    @Test
    void journey5_perSender_eachGetsWhatBobMeantForHim() {
        String mapping = published(List.of(entry(A)), to(alicesKey, B), to(carolsKey, C));

        assertThat(choice(alice, mapping)).containsExactly(B);
        assertThat(choice(carol, mapping)).containsExactly(C);
        assertThat(choice(ANYBODY, mapping)).containsExactly(A);
        assertShowsNoMoreThan(List.of(entry(A)), mapping, B, C);
        assertThat(choice(carol, published(List.of(entry(A)), to(carolsKey, C))))
                .as("Carol learns nothing of Alice")
                .isEqualTo(choice(carol, mapping));
    }

    /** One key for all parents of the team. For Alice, who is one of them, Bob has something else in mind. */
    @Test
    void journey6_closedGroup_getsOneProviderAndOthersAnother() {
        HpkeSecretKey parentsKey = HpkeSecretKey.generate();
        SealedEntries.For forParents = new SealedEntries.For(Audience.group(parentsKey.publicKey()), entry(B));
        String mapping = published(List.of(entry(A)), forParents, to(alicesKey, C));

        assertThat(choice(ANYBODY.with(parentsKey), mapping)).containsExactly(B);
        assertThat(choice(carol.with(parentsKey), mapping)).containsExactly(B);
        assertThat(choice(alice.with(parentsKey), mapping)).containsExactly(C);
        assertThat(choice(carol, mapping)).containsExactly(A);
        assertShowsNoMoreThan(List.of(entry(A)), mapping, B, C);
        assertThat(choice(ANYBODY.with(parentsKey), published(List.of(entry(A)), forParents)))
                .as("the parents learn nothing of Alice")
                .isEqualTo(choice(ANYBODY.with(parentsKey), mapping));
    }

    /** Open-ended means that Bob does not know them: the tags are for all to read, and what is sealed stays sealed beside them. */
    @Test
    void journey7_openEndedGroupByTag_getsTheDesignatedProvider() {
        List<Mapping.Entry> entries = List.of(entry(A), entry(B, "Business", "Press"), entry(C, "Business"));
        String mapping = published(entries, to(alicesKey, "mimi://private.example"));

        assertThat(choice(carol.about("Business"), mapping)).containsExactly(B, C);
        assertThat(choice(carol.about("Press"), mapping)).containsExactly(B);
        assertThat(choice(carol.about("Unknown"), mapping)).containsExactly(A);
        assertThat(choice(carol, mapping)).containsExactly(A);
        assertThat(choice(carol, published(List.of(entry(C, "Business"), entry(B, "Press")))))
                .as("nothing is untagged")
                .containsExactly(C, B);
        assertThat(choice(alice.about("Business"), mapping)).containsExactly("mimi://private.example");
        assertShowsNoMoreThan(entries, mapping, "mimi://private.example");
    }

    /** Tags within what is sealed: purpose decides among Alice's entries as it does among everybody's. */
    @Test
    void purpose_amongSealedEntries_decidesAsWell() {
        Audience toAlice = Audience.person(alicesKey.publicKey());
        String mapping = published(
                List.of(entry(C)),
                new SealedEntries.For(toAlice, entry(A, "Family")),
                new SealedEntries.For(toAlice, entry(B, "Business")));

        assertThat(choice(alice.about("Business"), mapping)).containsExactly(B);
        assertThat(choice(alice, mapping)).containsExactly(A, B);
    }

    /** A number that has changed hands: the former owner's attestation is older, and so is his word. */
    @Test
    void severalOwners_theLatestAttestedIsFirst() {
        TestRecipient newOwner = new TestRecipient(CSI);
        newOwner.attestation = newOwner.attestedAt(NOW.plusSeconds(1));
        String now = sign(newOwner, List.of(entry(A)));
        String before = published(List.of(entry(B)));

        assertThat(choice(carol, now, before)).containsExactly(A, B);
        assertThat(choice(carol, before, now)).containsExactly(A, B);
        assertThat(answer(before, now).conflict().orElseThrow().latestFirst())
                .extracting(
                        mapping -> mapping.attestationAge(NOW.plusSeconds(10)).toSeconds())
                .containsExactly(9L, 10L);
    }

    @Test
    void situation_printsNothing() {
        assertThat(alice.about("Business")).hasToString("SenderSituation[redacted]");
    }

    private String published(List<Mapping.Entry> open, SealedEntries.For... sealed) {
        return sign(bob, open, sealed);
    }

    private static String sign(TestRecipient owner, List<Mapping.Entry> open, SealedEntries.For... sealed) {
        OwnedCsi owned = OwnedCsi.of(owner.attestation, owner.key);
        return owned.sign(owned.mapping(DP, 1, NOW, open, List.of(sealed)));
    }

    private static List<String> choice(SenderSituation sender, String... mappings) {
        return answer(mappings).choice(sender).stream()
                .map(entry -> entry.msp().uri())
                .toList();
    }

    private static LookupResult answer(String... mappings) {
        SourceResult source = new SourceResult(DP, SourceOutcome.ANSWERED);
        LookupResult result = new AnswerCheck(TRUST, Set.of(DP))
                .check(CSI, new LookupAnswer(List.of(mappings), List.of(source)), NOW);
        assertThat(result.dropped()).isEmpty();
        return result;
    }

    /**
     * The compact JWS is what it would be with these entries for everybody and no audience at all: as long, with as many
     * slots, and without the name of any provider that was sealed. A stranger is told these entries and no others.
     */
    private void assertShowsNoMoreThan(List<Mapping.Entry> open, String mapping, String... hidden) {
        String toNobody = published(open);
        assertThat(mapping).hasSameSizeAs(toNobody);
        Mapping seen = answer(mapping).mappings().get(0).mapping();
        assertThat(seen.msps()).isEqualTo(open);
        assertThat(seen.sealed().slots()).hasSize(SealedEntries.SLOTS).doesNotHaveDuplicates();
        assertThat(choice(ANYBODY.with(HpkeSecretKey.generate()), mapping)).isEqualTo(choice(ANYBODY, toNobody));

        String all = Stream.concat(
                        Arrays.stream(mapping.split("\\.", -1)).map(part -> Bytes.ofBase64Url("part", part)),
                        seen.sealed().slots().stream())
                .map(bytes -> new String(bytes.toArray(), StandardCharsets.ISO_8859_1))
                .reduce(mapping, String::concat);
        for (String msp : hidden) {
            assertThat(all).doesNotContain(msp.substring("mimi://".length()));
        }
        open.forEach(entry ->
                assertThat(all).as("the search finds").contains(entry.msp().uri()));
    }

    private static SealedEntries.For to(HpkeSecretKey person, String msp) {
        return new SealedEntries.For(Audience.person(person.publicKey()), entry(msp));
    }

    private static Mapping.Entry entry(String msp, String... tags) {
        return new Mapping.Entry(new MspUri(msp), List.of(tags));
    }
}
