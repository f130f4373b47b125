package dev.jeton.lookup.mappings;

import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.nio.file.Files;

/** Reads the CSIP trust document, once; a start with a bad one fails. */
@Startup
@ApplicationScoped
class TrustedCsips {
    private final CsipTrust trust;

    TrustedCsips(MappingsConfig config) throws IOException {
        try {
            this.trust = CsipTrust.parse(Bytes.of(Files.readAllBytes(config.csipTrustFile())));
        } catch (MalformedMessage e) {
            throw new IOException("jeton.lookup.mappings.csip-trust-file: " + e.getMessage(), e);
        }
    }

    @Produces
    CsipTrust trust() {
        return trust;
    }
}
