package dev.jeton.client.conformance;

import dev.jeton.client.lookup.LookupResult;
import dev.jeton.client.lookup.SenderSituation;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.hpke.HpkeSecretKey;
import dev.jeton.crypto.mapping.Audience;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.SealedEntries;
import java.util.Arrays;
import java.util.List;

/** What owners say in checks, and what of it senders choose. */
final class Entries {
    private Entries() {}

    static Mapping.Entry entry(String msp, String... tags) {
        return new Mapping.Entry(new MspUri(msp), List.of(tags));
    }

    static List<Mapping.Entry> of(String... msps) {
        return Arrays.stream(msps).map(msp -> entry(msp)).toList();
    }

    static SealedEntries.For person(HpkeSecretKey person, String msp) {
        return new SealedEntries.For(Audience.person(person.publicKey()), entry(msp));
    }

    static SealedEntries.For group(HpkeSecretKey group, String msp) {
        return new SealedEntries.For(Audience.group(group.publicKey()), entry(msp));
    }

    static SealedEntries.For usersOf(HpkeSecretKey provider, String msp) {
        return new SealedEntries.For(Audience.usersOf(provider.publicKey()), entry(msp));
    }

    /** Whom {@code sender} would write to, the preferred one first. */
    static List<String> choice(LookupResult result, SenderSituation sender) {
        return result.choice(sender).stream().map(entry -> entry.msp().uri()).toList();
    }
}
