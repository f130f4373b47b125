package dev.jeton.crypto.voprf;

import dev.jeton.crypto.engine.Curve;
import java.util.function.Supplier;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.hash2curve.HashToCurveProfile;

/**
 * A group and a hash function that belong together: the ciphersuites of RFC 9497, Section 4, with their sizes in bytes.
 * There are no others than these constants. Safe for concurrent use.
 */
public final class Suite {
    /** Section 4.3. Of its 128 bits little more than 100 are left to a key that has evaluated 2^50 elements. */
    public static final Suite P256_SHA256 =
            new Suite("P256-SHA256", Curve.P256, HashToCurveProfile.P256_XMD_SHA_256, SHA256Digest::new);

    /** Section 4.4. The suite of Privacy Pass token type 0x0001. */
    public static final Suite P384_SHA384 =
            new Suite("P384-SHA384", Curve.P384, HashToCurveProfile.P384_XMD_SHA_384, SHA384Digest::new);

    private final String identifier;
    private final Group group;
    private final int outputBytes;
    private final OprfContext oprf;
    private final OprfContext voprf;

    private Suite(String identifier, Curve curve, HashToCurveProfile profile, Supplier<ExtendedDigest> digest) {
        this.identifier = identifier;
        this.group = new Group(curve);
        this.outputBytes = digest.get().getDigestSize();
        this.oprf = new OprfContext(identifier, Mode.OPRF, group, profile, digest);
        this.voprf = new OprfContext(identifier, Mode.VOPRF, group, profile, digest);
    }

    /** {@code Ne}: the size of an encoded element. */
    public int elementBytes() {
        return group.elementBytes();
    }

    /** {@code Ns}: the size of an encoded scalar. */
    public int scalarBytes() {
        return group.scalarBytes();
    }

    /** {@code Nh}: the size of an output. */
    public int outputBytes() {
        return outputBytes;
    }

    Group group() {
        return group;
    }

    OprfContext context(Mode mode) {
        return mode == Mode.OPRF ? oprf : voprf;
    }

    /** The identifier that RFC 9497 gives this suite. */
    @Override
    public String toString() {
        return identifier;
    }
}
