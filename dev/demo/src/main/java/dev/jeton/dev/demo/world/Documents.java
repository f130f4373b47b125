package dev.jeton.dev.demo.world;

import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.jose.JwkSet;
import java.nio.charset.StandardCharsets;

/** The issuer's documents about the toy MSP. */
final class Documents {
    /** How many tokens a {@value World#STANDARD_TIER} user gets in an epoch, and in one batch. */
    static final int STANDARD_TOKENS = 300;

    private Documents() {}

    static byte[] provider(String msp, JosePublicKey key) {
        return """
                apiVersion: jeton.dev/v1
                kind: MessagingServiceProvider
                metadata: { name: toy-msp }
                spec:
                  msp: %s
                  keys: %s
                """.formatted(msp, keys(key)).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] operator(String name, JosePublicKey key) {
        return """
                apiVersion: jeton.dev/v1
                kind: Operator
                metadata: { name: %s }
                spec:
                  name: %s
                  keys: %s
                """.formatted(name, name, keys(key)).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] quotaPolicy(String msp) {
        return """
                apiVersion: jeton.dev/v1
                kind: QuotaPolicy
                metadata: { name: toy-msp }
                spec:
                  msp: %s
                  tokensPerEpoch: 5000
                  tiers:
                    %s: { tokensPerEpoch: %d, maxBatch: 100 }
                    %s: { tokensPerEpoch: %d, maxBatch: 20 }
                """.formatted(msp, World.STANDARD_TIER, STANDARD_TOKENS, World.TRIAL_TIER, World.TRIAL_TOKENS)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A JWK Set is an object with the member "keys", and so is a spec: its inner part fits. */
    private static String keys(JosePublicKey key) {
        String keys = new String(JwkSet.of(key).toJson().toBytes().toArray(), StandardCharsets.UTF_8);
        return keys.substring(keys.indexOf('['), keys.lastIndexOf(']') + 1);
    }
}
