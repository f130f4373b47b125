package dev.jeton.crypto.engine;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.List;
import java.util.Map;

/**
 * Another provider's ECDSA with SHA-256 and Ed25519, and nothing else of it. Installed in first place it makes signatures fast
 * for whoever asks without naming a provider, and leaves random numbers, digests, ciphers and key agreement where they are.
 */
final class SignatureProvider extends Provider {
    private static final long serialVersionUID = 1L;

    private static final List<String> ALGORITHMS = List.of("SHA256withECDSA", "EdDSA", "Ed25519");

    SignatureProvider(Provider provider) {
        super("JetonSignatures", provider.getVersionStr(), "ES256 and EdDSA of " + provider.getName());
        ALGORITHMS.forEach(algorithm -> putService(new Delegate(this, provider.getService("Signature", algorithm))));
    }

    private static final class Delegate extends Service {
        private final Service target;

        Delegate(Provider owner, Service target) {
            super(owner, target.getType(), target.getAlgorithm(), target.getClassName(), List.of(), Map.of());
            this.target = target;
        }

        @Override
        public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return target.newInstance(parameter);
        }
    }
}
