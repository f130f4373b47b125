package dev.jeton.redeemer.embedded.keys;

import dev.jeton.redeemer.embedded.Acceptance;
import io.quarkus.runtime.Startup;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Begins to get keys when the service starts, and ends it with the service. */
class VerificationLife {
    @Produces
    @Singleton
    @Startup // Keys are on their way before the first request.
    Verification start(
            Acceptance acceptance,
            IssuerKeysConfig keys,
            VoprfConfig voprf,
            TlsConfigurationRegistry tls,
            InstantSource clock)
            throws Exception {
        if (!acceptance.tokenType().isPubliclyVerifiable()) {
            return SecretVerification.start(acceptance.issuers().get(0).name(), voprf, clock);
        }
        SecretVerification.requireUnset(voprf);
        return PublicVerification.start(acceptance.issuers(), keys, tls, clock);
    }

    void end(@Disposes Verification verification) {
        verification.close();
    }
}
