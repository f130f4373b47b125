package dev.jeton.issuer.msp;

import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.wire.MalformedMessage;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** One key of a provider, with the one algorithm that it verifies. */
public record MspKey(SignatureAlgorithm algorithm, PublicKey key) {
    static MspKey of(JosePublicKey key) {
        SignatureAlgorithm algorithm = switch (key.algorithm()) {
            case ES256 -> SignatureAlgorithm.ES256;
            case EDDSA -> SignatureAlgorithm.EDDSA;
        };
        String jwk = new String(key.toJwk().toBytes().toArray(), StandardCharsets.UTF_8);
        try {
            return new MspKey(
                    algorithm, PublicJsonWebKey.Factory.newPublicJwk(jwk).getPublicKey());
        } catch (JoseException e) {
            throw MalformedMessage.of("keys", "a key that this JVM cannot use");
        }
    }
}
