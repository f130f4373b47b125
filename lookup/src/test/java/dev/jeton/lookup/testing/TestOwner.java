package dev.jeton.lookup.testing;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.mapping.Evidence;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.OwnerRemoval;
import dev.jeton.crypto.mapping.SealedEntries;
import dev.jeton.crypto.mapping.Supersession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The holder of one key, attested for one CSI, and what she says about how she is reached. */
public final class TestOwner {
    private final Csi csi;
    private final JoseSigningKey key;
    private final String attestation;
    private final Optional<String> portRecord;

    public TestOwner(TestCsip csip, Csi csi) {
        this(csip, csi, Instant.now());
    }

    /** One whom {@code csip} attested at {@code attestedAt}. */
    public TestOwner(TestCsip csip, Csi csi, Instant attestedAt) {
        this(csi, JoseSigningKey.generate(JoseAlgorithm.EDDSA), csip, attestedAt, Optional.empty());
    }

    private TestOwner(Csi csi, JoseSigningKey key, TestCsip csip, Instant attestedAt, Optional<String> portRecord) {
        this.csi = csi;
        this.key = key;
        this.attestation = csip.attest(csi, key.publicKey(), attestedAt);
        this.portRecord = portRecord;
    }

    /** The same with the same key, whose number {@code csip} serves now, as {@code portRecord} says. */
    public TestOwner portedTo(TestCsip csip, String portRecord) {
        return new TestOwner(csi, key, csip, Instant.now(), Optional.of(portRecord));
    }

    public Csi csi() {
        return csi;
    }

    public JosePublicKey key() {
        return key.publicKey();
    }

    public String thumbprint() {
        return key.publicKey().thumbprint();
    }

    public String attestation() {
        return attestation;
    }

    /** A signed mapping for the discovery provider {@code dp}, valid for a day; no providers: "do not find me". */
    public String mapping(String dp, long seq, String... msps) {
        return mapping(dp, seq, Duration.ofDays(1), attestation, msps);
    }

    /** The same with another life, or under somebody else's attestation. */
    public String mapping(String dp, long seq, Duration life, String underAttestation, String... msps) {
        List<Mapping.Entry> entries = Stream.of(msps)
                .map(msp -> new Mapping.Entry(new MspUri(msp), List.of()))
                .toList();
        Validity validity = Validity.of(Instant.now(), life);
        return new Mapping(csi, new Authority(dp), seq, validity, entries)
                .sign(key, new Evidence(underAttestation, portRecord));
    }

    /** A signed mapping that announces to supersede those of {@code others}. */
    public String superseding(String dp, long seq, List<TestOwner> others, String msp) {
        Validity validity = Validity.of(Instant.now(), Duration.ofDays(1));
        List<Mapping.Entry> entries = List.of(new Mapping.Entry(new MspUri(msp), List.of()));
        return new Mapping(csi, new Authority(dp), seq, validity, entries, SealedEntries.NONE, thumbprints(others))
                .sign(key, attestation);
    }

    /** The confirmation of it. */
    public String confirmation(String dp, long seq, List<TestOwner> others) {
        Validity validity = Validity.of(Instant.now(), Duration.ofHours(1));
        return new Supersession(csi, new Authority(dp), seq, thumbprints(others), validity).sign(key, attestation);
    }

    /** The removal of all mappings up to {@code seq}. */
    public String removal(String dp, long seq) {
        Validity validity = Validity.of(Instant.now(), Duration.ofHours(1));
        return new OwnerRemoval(csi, new Authority(dp), seq, validity).sign(key, new Evidence(attestation, portRecord));
    }

    private static List<String> thumbprints(List<TestOwner> owners) {
        return owners.stream().map(TestOwner::thumbprint).toList();
    }
}
