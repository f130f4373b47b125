package dev.jeton.redeemer.embedded.keys;

import dev.jeton.redeemer.embedded.Acceptance;
import io.quarkus.runtime.Startup;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Begins to get keys when the service starts, and ends it with the service. */
class VerificationLife {
    private static final String TLS = "issuers";

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
        return PublicVerification.start(acceptance.issuers(), keys, authorities(tls), clock);
    }

    void follow(@Observes CertificateUpdatedEvent event, Verification verification) throws Exception {
        if (event.name().equals(TLS)) {
            verification.trust(event.tlsConfiguration().createSSLContext());
        }
    }

    private static SSLContext authorities(TlsConfigurationRegistry registry) throws Exception {
        Optional<TlsConfiguration> issuers = registry.get(TLS);
        if (issuers.isEmpty()) {
            return SSLContext.getDefault();
        }
        if (issuers.get().isTrustAll()) {
            throw new IllegalArgumentException("quarkus.tls." + TLS + ": must verify certificates");
        }
        return issuers.get().createSSLContext();
    }

    void end(@Disposes Verification verification) {
        verification.close();
    }
}
