package dev.jeton.crypto.engine;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/** One scalar's Diffie-Hellman by a JCA provider: it gives x-coordinates. Safe for concurrent use. */
final class Ecdh {
    private final Provider provider;
    private final ECParameterSpec curve;
    private final PrivateKey key;

    Ecdh(Provider provider, ECParameterSpec curve, BigInteger scalar) {
        this.provider = provider;
        this.curve = curve;
        try {
            this.key = KeyFactory.getInstance("EC", provider).generatePrivate(new ECPrivateKeySpec(scalar, curve));
        } catch (GeneralSecurityException e) {
            // Without its cause, which might quote the scalar.
            throw new IllegalStateException("not a scalar of this curve");
        }
    }

    /** The x-coordinate of the scalar times the point with these coordinates, which is checked to be on the curve. */
    BigInteger x(ECPoint point) {
        try {
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH", provider);
            agreement.init(key);
            agreement.doPhase(
                    KeyFactory.getInstance("EC", provider).generatePublic(new ECPublicKeySpec(point, curve)), true);
            byte[] x = agreement.generateSecret();
            try {
                return new BigInteger(1, x);
            } finally {
                Arrays.fill(x, (byte) 0);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a point was refused", e);
        }
    }
}
