package dev.jeton.crypto.mapping;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.DatedKey;
import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.jose.Jws;
import dev.jeton.crypto.mapping.RefusedDocument.Reason;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Whether a CSIP or a registry said it, and may: the one check for everything that they sign. */
final class CsipWord {
    private CsipWord() {}

    /** Who signed, with which of his keys. */
    record Signer(Csip csip, JosePublicKey key) {}

    /**
     * Who signed {@code jws}; what he may speak about is still to be asked. His key must have been his to use at its {@code
     * iat}, and not now: an attestation outlives its key's time by its own life.
     *
     * @throws Scrutiny.Disbelief unless {@code issuer} did, and {@code trust} knows him
     */
    static Signer signer(Scrutiny scrutiny, Jws jws, String type, Set<String> headers, String issuer, CsipTrust trust) {
        Optional<Csip> csip = trust.find(issuer);
        scrutiny.require(csip.isPresent(), Reason.UNKNOWN_CSIP);
        scrutiny.require(!csip.get().keys().keys().isEmpty(), Reason.NO_CSIP_KEYS);
        Optional<DatedKey> dated =
                scrutiny.reading(jws::keyId).flatMap(csip.get().keys()::find);
        scrutiny.require(dated.isPresent(), Reason.UNKNOWN_CSIP_KEY);
        Instant issuedAt = scrutiny.reading(() -> jws.uncheckedPayload().time("iat"));
        scrutiny.require(dated.get().signsAt(issuedAt), Reason.OUTSIDE_KEY_TIME);
        JosePublicKey key = dated.get().key();
        scrutiny.requireNone(scrutiny.reading(() -> jws.check(type, headers, key)));
        return new Signer(csip.get(), key);
    }

    /**
     * @param port what a registry says of the CSI; with it, prefixes are not asked
     * @throws Scrutiny.Disbelief unless {@code csip} may speak for {@code csi}
     */
    static void requireEntitled(Scrutiny scrutiny, Csip csip, Csi csi, Optional<VerifiedPortRecord> port) {
        if (port.isEmpty()) {
            scrutiny.require(csip.mayAttest(csi), Reason.NOT_ENTITLED);
            return;
        }
        PortRecord record = port.get().record();
        Scrutiny.OF_PORT_RECORD.require(record.number().equals(csi), Reason.OTHER_CSI);
        scrutiny.require(record.servedBy().equals(csip.issuer()), Reason.OTHER_CSIP);
    }

    /**
     * The port record in the header of {@code carrier}, if there is one; for which CSI is still to be asked.
     *
     * @param maxChars the most characters that {@code carrier} has
     * @throws Scrutiny.Disbelief if there is one and it is not believed
     */
    static Optional<VerifiedPortRecord> portRecord(
            Scrutiny ofCarrier, Jws carrier, int maxChars, CsipTrust trust, Instant now) {
        return ofCarrier
                .reading(() -> carrier.uncheckedHeader().optionalString(Mapping.PORT_HEADER, maxChars))
                .map(compact -> portRecord(compact, trust, now));
    }

    private static VerifiedPortRecord portRecord(String compact, CsipTrust trust, Instant now) {
        Scrutiny scrutiny = Scrutiny.OF_PORT_RECORD;
        Jws jws = scrutiny.jws(compact, PortRecord.MAX_CHARS);
        PortRecord record = scrutiny.reading(() -> PortRecord.parse(jws.uncheckedPayload()));
        Signer registry = signer(scrutiny, jws, PortRecord.TYPE, Set.of(), record.registry(), trust);
        scrutiny.require(registry.csip().mayPort(record.number()), Reason.NOT_ENTITLED);
        scrutiny.requireTimely(record.validity(), now);
        return new VerifiedPortRecord(record, registry.key().thumbprint());
    }
}
