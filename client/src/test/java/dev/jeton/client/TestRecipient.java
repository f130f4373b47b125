package dev.jeton.client;

import static dev.jeton.client.TestIssuer.NOW;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.mapping.CsiAttestation;
import dev.jeton.crypto.mapping.Csip;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.PortRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** The owner of a CSI with a key of his own, and the CSIP that attests both. */
public final class TestRecipient {
    public static final String CSIP = "https://carrier.example";
    public static final JoseSigningKey CSIP_KEY = JoseSigningKey.generate(JoseAlgorithm.ES256);
    /** A carrier to whom a number of +1 may have moved. */
    public static final String OTHER_CSIP = "https://other-carrier.example";

    private static final String REGISTRY = "https://registry.example";
    private static final JoseSigningKey OTHER_CSIP_KEY = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
    private static final JoseSigningKey REGISTRY_KEY = JoseSigningKey.generate(JoseAlgorithm.EDDSA);

    /** Trusts one carrier with all numbers that start with +1, one with all of +44, and a registry to move those of +1. */
    public static final CsipTrust TRUST = new CsipTrust(List.of(
            new Csip(CSIP, JwkSet.of(CSIP_KEY.publicKey()), List.of("+1"), List.of()),
            new Csip(OTHER_CSIP, JwkSet.of(OTHER_CSIP_KEY.publicKey()), List.of("+44"), List.of()),
            new Csip(REGISTRY, JwkSet.of(REGISTRY_KEY.publicKey()), List.of(), List.of(), List.of("+1"))));

    public final Csi csi;
    public final JoseSigningKey key = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
    public String attestation;

    public TestRecipient(Csi csi) {
        this.csi = csi;
        this.attestation = attestedBy(CSIP_KEY);
    }

    public String attestedBy(JoseSigningKey csipKey) {
        return new CsiAttestation(CSIP, csi, key.publicKey(), Validity.of(NOW, Duration.ofDays(7))).sign(csipKey);
    }

    /** By {@link #OTHER_CSIP}, who needs a port record for it. */
    public String attestedByOther() {
        return new CsiAttestation(OTHER_CSIP, csi, key.publicKey(), Validity.of(NOW, Duration.ofDays(7)))
                .sign(OTHER_CSIP_KEY);
    }

    /** The registry's word, given at {@code since}, that {@code csip} serves {@code csi}, for three days. */
    public static String ported(Csi csi, String csip, Instant since) {
        return new PortRecord(REGISTRY, csi, csip, Validity.of(since, Duration.ofDays(3))).sign(REGISTRY_KEY);
    }

    /** By {@link #CSIP_KEY}, at another time. */
    public String attestedAt(Instant issuedAt) {
        return new CsiAttestation(CSIP, csi, key.publicKey(), Validity.of(issuedAt, Duration.ofDays(7))).sign(CSIP_KEY);
    }

    /** A mapping of this recipient for {@code audience}, signed. */
    public String mapping(Authority audience, long sequence, String... msps) {
        return mapping(csi, audience, sequence, msps).sign(key, attestation);
    }

    public static Mapping mapping(Csi csi, Authority audience, long sequence, String... msps) {
        List<Mapping.Entry> entries = Arrays.stream(msps)
                .map(msp -> new Mapping.Entry(new MspUri(msp), List.of()))
                .toList();
        return new Mapping(csi, audience, sequence, Validity.of(NOW, Duration.ofDays(1)), entries);
    }
}
