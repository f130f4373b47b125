package dev.jeton.crypto.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.hpke.HpkeSecretKey;
import dev.jeton.crypto.hpke.HpkeSuite;
import dev.jeton.crypto.jose.FixedKeys;
import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.mapping.SealedEntries.For;
import dev.jeton.crypto.mapping.SealedEntries.Place;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.bouncycastle.util.Arrays;
import org.junit.jupiter.api.Test;

class SealedEntriesTest {
    private static final Authority DP = new Authority("dp.example");
    private static final Csi CSI = new Csi("tel:+14155550123");
    private static final JosePublicKey OWNER = FixedKeys.ed25519(1).publicKey();
    private static final Place PLACE = new Place(DP, CSI, OWNER);
    private static final Mapping.Entry A = entry("a");
    private static final Mapping.Entry B = entry("b");
    private static final Mapping.Entry C = entry("c");

    private final HpkeSecretKey alice = HpkeSecretKey.generate();
    private final HpkeSecretKey team = HpkeSecretKey.generate();
    private final HpkeSecretKey users = HpkeSecretKey.generate();
    private final Audience toAlice = Audience.person(alice.publicKey());
    private final Audience toTeam = Audience.group(team.publicKey());
    private final Audience toUsers = Audience.usersOf(users.publicKey());

    @Test
    void open_ownKey_givesItsEntriesInTheOwnersOrder() {
        SealedEntries sealed = seal(new For(toAlice, C), new For(toTeam, B), new For(toAlice, A), new For(toAlice, B));

        assertThat(sealed.open(PLACE, List.of(alice))).containsExactly(C, A, B);
        assertThat(sealed.open(PLACE, List.of(team))).containsExactly(B);
    }

    @Test
    void open_noOrAnotherKey_givesNothing() {
        SealedEntries sealed = seal(new For(toAlice, A));

        assertThat(sealed.open(PLACE, List.of())).isEmpty();
        assertThat(sealed.open(PLACE, List.of(team, users, HpkeSecretKey.generate())))
                .isEmpty();
        assertThat(SealedEntries.NONE.open(PLACE, List.of(alice))).isEmpty();
        assertThat(seal().open(PLACE, List.of(alice))).isEmpty();
    }

    @Test
    void open_keysOfSeveralKinds_theNarrowestSpeaks() {
        SealedEntries sealed = seal(new For(toUsers, A), new For(toTeam, B), new For(toAlice, C));

        assertThat(sealed.open(PLACE, List.of(users, team, alice))).containsExactly(C);
        assertThat(sealed.open(PLACE, List.of(users, team))).containsExactly(B);
        assertThat(sealed.open(PLACE, List.of(users))).containsExactly(A);
    }

    /** Slots and keys come in any order; what they say does not. */
    @Test
    void open_twoGroups_comeByPositionAndThenByName() {
        HpkeSecretKey choir = HpkeSecretKey.generate();
        Audience toChoir = Audience.group(choir.publicKey());
        for (int i = 0; i < 20; i++) {
            SealedEntries sealed =
                    seal(new For(toTeam, B), new For(toTeam, A), new For(toChoir, C), new For(toChoir, A));
            assertThat(sealed.open(PLACE, List.of(team, choir))).containsExactly(B, C, A, A);
            assertThat(sealed.open(PLACE, List.of(choir, team))).containsExactly(B, C, A, A);
        }
    }

    @Test
    void open_inAnotherMapping_givesNothing() {
        SealedEntries sealed = seal(new For(toAlice, A));

        for (Place other : List.of(
                new Place(new Authority("dp2.example"), CSI, OWNER),
                new Place(DP, new Csi("tel:+14155550124"), OWNER),
                new Place(DP, CSI, FixedKeys.ed25519(2).publicKey()))) {
            assertThat(sealed.open(other, List.of(alice))).isEmpty();
        }
    }

    @Test
    void open_changedSlot_givesNothing() {
        SealedEntries sealed = seal(new For(toAlice, A));
        for (int at : new int[] {0, 31, 32, SealedEntries.SLOT_BYTES - 1}) {
            List<Bytes> changed = sealed.slots().stream()
                    .map(slot -> {
                        byte[] bytes = slot.toArray();
                        bytes[at] ^= 1;
                        return Bytes.of(bytes);
                    })
                    .toList();
            assertThat(new SealedEntries(changed).open(PLACE, List.of(alice))).isEmpty();
        }
    }

    /** An owner's app that is newer, or broken, takes nothing else away. */
    @Test
    void open_unreadablePlainText_isLeftOut() {
        List<Bytes> slots = new ArrayList<>(seal(new For(toAlice, A)).slots());
        byte[] newer = new SealedEntry(Audience.Kind.PERSON, 0, B).encode().toArray();
        newer[0] = 2;
        int spare = IntStream.range(0, SealedEntries.SLOTS)
                .filter(i -> !opens(alice, slots.get(i)))
                .findFirst()
                .orElseThrow();
        slots.set(
                spare,
                HpkeSuite.X25519_AES_128_GCM.seal(alice.publicKey(), PLACE.info(), PLACE.aad(), Bytes.of(newer)));

        assertThat(opens(alice, slots.get(spare))).isTrue();
        assertThat(new SealedEntries(slots).open(PLACE, List.of(alice))).containsExactly(A);
    }

    @Test
    void seal_anyNumberOfEntries_hasTheSameShape() {
        for (int count = 0; count <= SealedEntries.SLOTS; count++) {
            SealedEntries sealed = sealFor(count);
            assertThat(sealed.slots()).hasSize(SealedEntries.SLOTS).doesNotHaveDuplicates();
            assertThat(sealed.slots())
                    .allSatisfy(slot -> assertThat(slot.size()).isEqualTo(SealedEntries.SLOT_BYTES));
        }
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> sealFor(SealedEntries.SLOTS + 1));
    }

    /** Random strings would be told from the others: half of all are no point, and these are 128. */
    @Test
    void seal_spareSlots_areOnTheCurveLikeTheOthers() {
        for (int i = 0; i < 16; i++) {
            assertThat(seal().slots()).allMatch(slot -> isOnCurve(slot.slice(0, HpkeSuite.ENC_BYTES)));
        }
        assertThat(IntStream.range(2, 130).mapToObj(BigInteger::valueOf).filter(SealedEntriesTest::isOnCurve))
                .as("the test tells them")
                .hasSizeBetween(32, 96);
    }

    /** One place is never chosen in 128 times with probability 8 * (7/8)^128 < 10^-6. */
    @Test
    void seal_entry_standsInAnyPlace() {
        Set<Integer> places = new HashSet<>();
        for (int i = 0; i < 128; i++) {
            List<Bytes> slots = seal(new For(toAlice, A)).slots();
            IntStream.range(0, SealedEntries.SLOTS)
                    .filter(at -> opens(alice, slots.get(at)))
                    .forEach(places::add);
        }
        assertThat(places).hasSize(SealedEntries.SLOTS);
    }

    @Test
    void seal_again_sharesNoSlot() {
        SealedEntries one = seal(new For(toAlice, A));
        assertThat(Collections.disjoint(one.slots(), seal(new For(toAlice, A)).slots()))
                .isTrue();
    }

    /** What an audience reads is the same bytes, however many others there are. */
    @Test
    void seal_others_leaveNoTraceInAnEntry() {
        SealedEntries alone = seal(new For(toAlice, A));
        SealedEntries last = seal(
                new For(toUsers, B), new For(toTeam, C), new For(toTeam, B), new For(toTeam, A), new For(toAlice, A));

        assertThat(plain(alice, last)).hasSize(1).isEqualTo(plain(alice, alone));
    }

    @Test
    void seal_providerTwiceForOneAudience_isRefused() {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> seal(new For(toAlice, A), new For(toAlice, A)));
        seal(new For(toAlice, A), new For(toTeam, A));
    }

    @Test
    void slots_otherNumberOrSize_areRefused() {
        List<Bytes> slots = seal().slots();
        for (int count = 1; count < SealedEntries.SLOTS; count++) {
            List<Bytes> fewer = slots.subList(0, count);
            assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> new SealedEntries(fewer));
        }
        List<Bytes> more = new ArrayList<>(slots);
        more.add(slots.get(0));
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> new SealedEntries(more));
        for (int size : new int[] {0, SealedEntries.SLOT_BYTES - 1, SealedEntries.SLOT_BYTES + 1}) {
            List<Bytes> other = new ArrayList<>(slots);
            other.set(3, Bytes.of(new byte[size]));
            assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> new SealedEntries(other));
        }
    }

    private static SealedEntries seal(For... entries) {
        return SealedEntries.seal(DP, CSI, OWNER, List.of(entries));
    }

    private static SealedEntries sealFor(int count) {
        return seal(IntStream.range(0, count)
                .mapToObj(i -> new For(Audience.person(HpkeSecretKey.generate().publicKey()), A))
                .toArray(For[]::new));
    }

    private static Mapping.Entry entry(String name) {
        return new Mapping.Entry(new MspUri("mimi://" + name + ".example"), List.of("Business"));
    }

    private static boolean isOnCurve(Bytes littleEndian) {
        return isOnCurve(new BigInteger(1, Arrays.reverse(littleEndian.toArray())));
    }

    /** Whether v^2 = u^3 + 486662 u^2 + u has a solution (RFC 7748, Section 4.1), by Euler's criterion. */
    private static boolean isOnCurve(BigInteger u) {
        BigInteger p = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
        BigInteger square =
                u.pow(3).add(u.pow(2).multiply(BigInteger.valueOf(486_662))).add(u);
        return square.modPow(p.shiftRight(1), p).equals(BigInteger.ONE);
    }

    private static boolean opens(HpkeSecretKey key, Bytes slot) {
        return plain(key, slot).isPresent();
    }

    /** A slot opened by itself, as no sender does. */
    private static Optional<Bytes> plain(HpkeSecretKey key, Bytes slot) {
        try {
            return Optional.of(HpkeSuite.X25519_AES_128_GCM.open(key, PLACE.info(), PLACE.aad(), slot));
        } catch (MalformedMessage e) {
            return Optional.empty();
        }
    }

    private static List<Bytes> plain(HpkeSecretKey key, SealedEntries sealed) {
        return sealed.slots().stream()
                .flatMap(slot -> plain(key, slot).stream())
                .toList();
    }
}
