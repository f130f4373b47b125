package dev.jeton.dev.demo.story;

import dev.jeton.crypto.csi.Csi;
import java.util.Set;

/** Whom the story is about. Their numbers and addresses are reserved for fiction (NANPA 555-01xx, Ofcom, RFC 2606). */
public final class Cast {
    /** Has two apps, each with its own key and its own mapping. */
    public static final Csi BOB = new Csi("tel:+14155550123");
    /** Chose not to be found. */
    public static final Csi CAROL = new Csi("mailto:carol@example.org");
    /** Has published nothing. */
    public static final Csi NOBODY = new Csi("tel:+442079460999");
    /** Kept free for the reader to publish. */
    public static final Csi READER = new Csi("tel:+12025550199");

    private Cast() {}

    public static Set<Csi> everybody() {
        return Set.of(BOB, CAROL, NOBODY, READER);
    }
}
