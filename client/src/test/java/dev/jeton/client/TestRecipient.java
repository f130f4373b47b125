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
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** The owner of a CSI with a key of his own, and the CSIP that attests both. */
public final class TestRecipient {
    public static final String CSIP = "https://carrier.example";
    public static final JoseSigningKey CSIP_KEY = JoseSigningKey.generate(JoseAlgorithm.ES256);
    /** Trusts one carrier with all numbers that start with +1. */
    public static final CsipTrust TRUST =
            new CsipTrust(List.of(new Csip(CSIP, JwkSet.of(CSIP_KEY.publicKey()), List.of("+1"), List.of())));

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
