package dev.jeton.crypto.jose;

import dev.jeton.crypto.wire.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;

/** Signing keys that are the same in every run, so that what they signed can be kept. They protect nothing. */
public final class FixedKeys {
    private FixedKeys() {}

    /** The Ed25519 key whose seed is 32 times {@code number}. */
    public static JoseSigningKey ed25519(int number) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) number);
        try {
            return JoseSigningKey.of(
                    JoseAlgorithm.EDDSA,
                    KeyFactory.getInstance("Ed25519")
                            .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The payload of a compact JWS. */
    public static Bytes payload(String compact) {
        return Bytes.ofBase64Url("payload", compact.split("\\.", -1)[1]);
    }
}
