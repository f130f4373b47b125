package dev.jeton.service.jwt;

import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.wire.MalformedMessage;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** One public key, with the one algorithm that it verifies. */
public record VerificationKey(SignatureAlgorithm algorithm, PublicKey key) {
    /** The keys of {@code set} by their {@code kid}. */
    public static Map<String, VerificationKey> of(JwkSet set) {
        Map<String, VerificationKey> keys = new HashMap<>();
        set.keys().forEach((keyId, key) -> keys.put(keyId, of(key)));
        return Map.copyOf(keys);
    }

    private static VerificationKey of(JosePublicKey key) {
        SignatureAlgorithm algorithm = switch (key.algorithm()) {
            case ES256 -> SignatureAlgorithm.ES256;
            case EDDSA -> SignatureAlgorithm.EDDSA;
        };
        String jwk = new String(key.toJwk().toBytes().toArray(), StandardCharsets.UTF_8);
        try {
            return new VerificationKey(
                    algorithm, PublicJsonWebKey.Factory.newPublicJwk(jwk).getPublicKey());
        } catch (JoseException e) {
            throw MalformedMessage.of("keys", "a key that this JVM cannot use");
        }
    }
}
