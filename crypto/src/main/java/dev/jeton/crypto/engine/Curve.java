package dev.jeton.crypto.engine;

import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;

/** The curves that both engines know. Both have a prime order: each point but the identity generates the group. */
public enum Curve {
    P256("secp256r1"),
    P384("secp384r1");

    final String jcaName;

    @SuppressWarnings("ImmutableEnumChecker") // constants that Bouncy Castle does not mark
    private final X9ECParameters parameters;

    Curve(String jcaName) {
        this.jcaName = jcaName;
        this.parameters = CustomNamedCurves.getByName(jcaName);
    }

    /** Bouncy Castle's curve, whose points are the ones that both engines take and give. */
    public ECCurve points() {
        return parameters.getCurve();
    }

    public BigInteger order() {
        return parameters.getN();
    }

    public ECPoint generator() {
        return parameters.getG();
    }
}
