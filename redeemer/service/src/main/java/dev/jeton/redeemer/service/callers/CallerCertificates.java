package dev.jeton.redeemer.service.callers;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.service.http.Refusal;
import io.quarkus.runtime.Startup;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.inject.Singleton;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** Callers that come with a client certificate, which the handshake has verified. Safe for concurrent use. */
@Singleton
@Startup
class CallerCertificates {
    private static final String LISTENER_TLS = "public";
    /** GeneralName of RFC 5280, Section 4.2.1.6. */
    private static final int DNS_NAME = 2;

    private final Set<String> names = new HashSet<>();

    CallerCertificates(CallerConfig config, TlsConfigurationRegistry tls) {
        config.certificateNames().ifPresent(all -> all.forEach(name -> names.add(name.toLowerCase(Locale.ROOT))));
        boolean saysWhoSigns = tls.get(LISTENER_TLS)
                .map(TlsConfiguration::getTrustStoreOptions)
                .isPresent();
        if (!names.isEmpty() && !saysWhoSigns) {
            // The JVM's own authorities sign for anybody.
            throw new IllegalArgumentException(
                    "jeton.redeemer.callers.certificate-names: needs quarkus.tls.public.trust-store.pem.certs");
        }
    }

    /** The caller's name by its certificate; empty without one. Throws a {@link Refusal} if the name is not configured. */
    Optional<String> identify(@Nullable SSLSession session) {
        return certificate(session)
                .map(certificate -> dnsNames(certificate).stream()
                        .filter(names::contains)
                        .findFirst()
                        .orElseThrow(() -> Refusal.of(ProblemType.CALLER_FORBIDDEN)));
    }

    private static Optional<X509Certificate> certificate(@Nullable SSLSession session) {
        if (session == null) {
            return Optional.empty();
        }
        try {
            Certificate first = session.getPeerCertificates()[0];
            return first instanceof X509Certificate certificate ? Optional.of(certificate) : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    private static List<String> dnsNames(X509Certificate certificate) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            return all == null
                    ? List.of()
                    : all.stream()
                            .filter(name -> Objects.equals(name.get(0), DNS_NAME))
                            .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}
