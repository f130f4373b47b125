package dev.jeton.crypto.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignatureProviderTest {
    private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);

    @Test
    void installSignatures_servesTwoAlgorithmsAndNothingElse() throws Exception {
        List<Provider> before = List.of(Security.getProviders());
        Engine.active().installSignatures();
        Optional<Provider> installed = Optional.ofNullable(Security.getProvider("JetonSignatures"));
        try {
            assertThat(installed.isPresent())
                    .isEqualTo(Engine.active().signatures().isPresent());
            installed.ifPresent(provider -> assertThat(provider.getServices())
                    .extracting(Provider.Service::getType, Provider.Service::getAlgorithm)
                    .containsExactlyInAnyOrder(tuple("SHA256withECDSA"), tuple("EdDSA"), tuple("Ed25519")));
            KeyPairGenerator p256 = KeyPairGenerator.getInstance("EC");
            p256.initialize(new ECGenParameterSpec("secp256r1"));
            assertSignedEverywhere("SHA256withECDSA", p256.generateKeyPair(), installed);
            KeyPair ed25519 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            assertSignedEverywhere("EdDSA", ed25519, installed);
            assertSignedEverywhere("Ed25519", ed25519, installed);
            // What it does not know stays where it was: another Edwards curve goes to the next provider.
            assertVerified("EdDSA", KeyPairGenerator.getInstance("Ed448").generateKeyPair());
        } finally {
            Security.removeProvider("JetonSignatures");
        }
        assertThat(Security.getProviders()).containsExactlyElementsOf(before);
    }

    private static org.assertj.core.groups.Tuple tuple(String algorithm) {
        return org.assertj.core.groups.Tuple.tuple("Signature", algorithm);
    }

    private static void assertSignedEverywhere(String algorithm, KeyPair pair, Optional<Provider> expected)
            throws Exception {
        Signature signer = assertVerified(algorithm, pair);
        if (expected.isPresent()) {
            assertThat(signer.getProvider()).isEqualTo(expected.get());
        }
    }

    /** Signed by the JVM's first choice, verified by the JDK's own provider and by the first choice again. */
    private static Signature assertVerified(String algorithm, KeyPair pair) throws Exception {
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(pair.getPrivate());
        signer.update(MESSAGE);
        byte[] signature = signer.sign();
        for (Signature verifier :
                List.of(Signature.getInstance(algorithm, "SunEC"), Signature.getInstance(algorithm))) {
            verifier.initVerify(pair.getPublic());
            verifier.update(MESSAGE);
            assertThat(verifier.verify(signature)).isTrue();
            verifier.initVerify(pair.getPublic());
            verifier.update(new byte[1]);
            assertThat(verifier.verify(signature)).isFalse();
        }
        return signer;
    }
}
