package dev.jeton.dev.demo.evidence;

import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.demo.sight.Exhibit;
import dev.jeton.dev.demo.world.World;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The two sides of the trust line: those who know who asks and those who know what is asked, with all that each wrote down
 * and all that it was told. Nothing that is one person's, one token's or one question's may be on both.
 */
final class Sides {
    private static final Set<String> WHO = Set.of("toy MSP", "issuer", "relay", "relay-2");
    private static final Set<String> WHAT = Set.of("lookup", "toy CSIP");

    private final Values who = new Values();
    private final Values what = new Values();

    /**
     * A relay was told sealed requests, and lookup's gateway the same ones: who has both, and the times, has both sides. So of
     * a relay only that counts which it keeps. Stores' own files belong to no side here: one database server serves both in this world. */
    Sides(World world, List<Exhibit> exhibits, Traffic traffic) {
        for (Exhibit exhibit : exhibits) {
            if (WHO.contains(exhibit.party())) {
                who.add(kept(exhibit));
            } else if (WHAT.contains(exhibit.party())) {
                what.add(kept(exhibit));
            }
        }
        who.add(traffic.toldTo(world.mspAt().port()));
        who.add(traffic.toldTo(world.issuerAt().port()));
        what.add(traffic.toldTo(world.lookupAt().port()));
        what.add(traffic.toldTo(world.csipAt().port()));
    }

    /** What was on both before anybody came whom this is about: the programs' own names, and what is public. */
    Values shared() {
        return who.sharedWith(what);
    }

    /** What is on both, and neither in {@code known} nor made from the issuer's public keys. */
    Set<String> inCommon(Values known, Bytes issuerDirectory) {
        known.add(issuerDirectory.toArray());
        for (IssuerDirectory.Key key : IssuerDirectory.parse(issuerDirectory).keys()) {
            known.add(key.publicKey().keyId().value().toArray());
        }
        return who.inCommonWith(what, known);
    }

    int values() {
        return who.count() + what.count();
    }

    /** A dump of Redis begins with the second in which it was made, which is one more time. */
    private static byte[] kept(Exhibit exhibit) {
        byte[] content = exhibit.content();
        if (exhibit.place().equals("Redis")) {
            for (int at = 0; at + 2 < content.length; at++) {
                boolean isFirstDatabase =
                        (content[at] & 0xff) == 0xfe && content[at + 1] == 0 && (content[at + 2] & 0xff) == 0xfb;
                if (isFirstDatabase) {
                    return Arrays.copyOfRange(content, at, content.length);
                }
            }
        }
        return content;
    }
}
