package dev.jeton.crypto.mapping;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.hpke.HpkePublicKey;
import dev.jeton.crypto.hpke.HpkeSecretKey;
import dev.jeton.crypto.hpke.HpkeSuite;
import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries of a mapping that only some senders read: none, or {@value #SLOTS} slots of {@value #SLOT_BYTES} bytes, each an
 * HPKE message ({@code enc || ciphertext}, X25519 and AES-128-GCM) with one entry in it.
 *
 * <p>Slots that nobody needs are sealed to a key that is thrown away: random bytes would be told from them, since only half
 * of all strings are points of the curve. The order is random. So whoever cannot open a slot learns neither what it says, nor
 * for whom, nor whether it says anything; whoever can open one learns no more than that of the others.
 *
 * <p>A slot opens at the discovery provider, for the CSI and under the owner's key that it was sealed for: copied into another
 * mapping it is nothing.
 *
 * @param slots none, or exactly {@value #SLOTS}
 */
public record SealedEntries(List<Bytes> slots) {
    public static final int SLOTS = 8;
    public static final int SLOT_BYTES = SealedEntry.BYTES + HpkeSuite.OVERHEAD_BYTES;
    /** What a mapping has that carries no slots. That it has none is visible. */
    public static final SealedEntries NONE = new SealedEntries(List.of());

    private static final String MEMBER = "sealed";

    /** Unpadded base64url of a slot. */
    private static final int SLOT_CHARS = (SLOT_BYTES * 4 + 2) / 3;

    private static final HpkeSuite SUITE = HpkeSuite.X25519_AES_128_GCM;
    private static final Bytes LABEL = Bytes.ofUtf8("jeton sealed entry");
    private static final Bytes SEPARATOR = Bytes.of((byte) 0);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** An entry for an audience. */
    public record For(Audience audience, Mapping.Entry entry) {}

    /** Where a slot opens: the mapping that it stands in. */
    record Place(Authority discoveryProvider, Csi csi, JosePublicKey ownersKey) {
        Bytes info() {
            return Bytes.concat(LABEL, SEPARATOR, Bytes.ofUtf8(discoveryProvider.name()));
        }

        /** A thumbprint has 43 characters, so where it ends needs no mark. */
        Bytes aad() {
            return Bytes.concat(Bytes.ofUtf8(ownersKey.thumbprint()), Bytes.ofUtf8(csi.uri()));
        }
    }

    /** Refuses another number or another size of slots with {@link MalformedMessage}. */
    public SealedEntries {
        slots = List.copyOf(slots);
        if (!slots.isEmpty() && slots.size() != SLOTS) {
            throw MalformedMessage.of(MEMBER, "not " + SLOTS + " slots, but " + slots.size());
        }
        slots.forEach(slot -> MalformedMessage.requireSize(MEMBER, slot, SLOT_BYTES));
    }

    /** The member {@code sealed}; {@link #NONE} where it is absent. An empty array is refused: absence has one spelling. */
    static SealedEntries parse(JsonObject payload) {
        if (!payload.has(MEMBER)) {
            return NONE;
        }
        List<String> texts = payload.strings(MEMBER, SLOTS, SLOT_CHARS);
        if (texts.isEmpty()) {
            throw MalformedMessage.of(MEMBER, "not " + SLOTS + " slots, but 0");
        }
        return new SealedEntries(
                texts.stream().map(text -> Bytes.ofBase64Url(MEMBER, text)).toList());
    }

    void putInto(JsonWriter payload) {
        if (!slots.isEmpty()) {
            payload.putStrings(MEMBER, slots.stream().map(Bytes::toBase64Url).toList());
        }
    }

    /**
     * {@value #SLOTS} slots, new ones at each call, also for no entries at all.
     *
     * @param discoveryProvider the audience of the mapping that they are for
     * @param ownersKey the key that signs that mapping
     * @param entries at most {@value #SLOTS}; those for one audience in the owner's order of preference
     * @throws MalformedMessage if there are more, if one is too long, or if an audience is given one provider twice
     */
    public static SealedEntries seal(Authority discoveryProvider, Csi csi, JosePublicKey ownersKey, List<For> entries) {
        if (entries.size() > SLOTS) {
            throw MalformedMessage.of(MEMBER, "at most " + SLOTS + " entries, got " + entries.size());
        }
        requireEachProviderOnce(entries);
        Place place = new Place(discoveryProvider, csi, ownersKey);
        Map<Audience, Integer> positions = new HashMap<>();
        List<Bytes> slots = new ArrayList<>();
        for (For one : entries) {
            int position = positions.merge(one.audience(), 1, Integer::sum) - 1;
            SealedEntry plain = new SealedEntry(one.audience().kind(), position, one.entry());
            slots.add(SUITE.seal(one.audience().key(), place.info(), place.aad(), plain.encode()));
        }
        while (slots.size() < SLOTS) {
            HpkePublicKey nobody = HpkeSecretKey.generate().publicKey();
            slots.add(SUITE.seal(nobody, place.info(), place.aad(), Bytes.of(new byte[SealedEntry.BYTES])));
        }
        Collections.shuffle(slots, RANDOM);
        return new SealedEntries(slots);
    }

    /**
     * What these keys open, in the order of the narrowest kind of audience among them; what was for wider ones is left out.
     * Entries of several audiences of that kind come by position, and then by the provider's name and tags. What opens and
     * cannot be read, as that of a newer version, is left out as well.
     */
    List<Mapping.Entry> open(Place place, Collection<HpkeSecretKey> keys) {
        List<SealedEntry> opened = new ArrayList<>();
        for (Bytes slot : slots) {
            for (HpkeSecretKey key : keys) {
                try {
                    opened.add(SealedEntry.parse(SUITE.open(key, place.info(), place.aad(), slot)));
                } catch (MalformedMessage e) {
                    // For somebody else, or for nobody: which of them is what nobody learns.
                }
            }
        }
        Audience.Kind narrowest = opened.stream()
                .map(SealedEntry::kind)
                .min(Comparator.naturalOrder())
                .orElse(Audience.Kind.PERSON);
        return opened.stream()
                .filter(entry -> entry.kind() == narrowest)
                .sorted(Comparator.comparing(SealedEntry::position)
                        .thenComparing(entry -> entry.entry().msp().uri())
                        .thenComparing(entry -> entry.entry().tags().toString()))
                .map(SealedEntry::entry)
                .toList();
    }

    private static void requireEachProviderOnce(List<For> entries) {
        long distinct = entries.stream()
                .map(one -> List.of(one.audience().key(), one.entry().msp()))
                .distinct()
                .count();
        if (distinct != entries.size()) {
            throw MalformedMessage.of(MEMBER, "one provider twice for one audience");
        }
    }

    /** How many slots there are, and nothing of them. */
    @Override
    public String toString() {
        return "SealedEntries[" + slots.size() + "]";
    }
}
