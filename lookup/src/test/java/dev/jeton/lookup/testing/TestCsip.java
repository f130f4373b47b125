package dev.jeton.lookup.testing;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.DomainName;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.mapping.CsiAttestation;
import dev.jeton.crypto.mapping.Csip;
import dev.jeton.crypto.mapping.CsipRemoval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A carrier and mail provider in one: attests whatever key it is given for {@code +1...} and {@code example.com}. */
public final class TestCsip {
    private static final String ISSUER = "https://csip.example";

    private final JoseSigningKey key = JoseSigningKey.generate(JoseAlgorithm.ES256);
    private final String issuer;

    public TestCsip() {
        this(ISSUER);
    }

    /** One of another name. */
    public TestCsip(String issuer) {
        this.issuer = issuer;
    }

    public String issuer() {
        return issuer;
    }

    /** What a discovery provider believes that believes this one. */
    public Csip trusted() {
        return new Csip(issuer, JwkSet.of(key.publicKey()), List.of("+1"), List.of(new DomainName("example.com")));
    }

    /** The word of this CSIP that {@code csi} belongs to the holder of {@code ownersKey}, for ten days. */
    public String attest(Csi csi, JosePublicKey ownersKey) {
        return attest(csi, ownersKey, Instant.now());
    }

    /** The same, issued at {@code issuedAt}. */
    public String attest(Csi csi, JosePublicKey ownersKey, Instant issuedAt) {
        return new CsiAttestation(issuer, csi, ownersKey, Validity.of(issuedAt, Duration.ofDays(10))).sign(key);
    }

    /** The word of this CSIP that what it attested before {@code attestedBefore} counts no more at {@code dp}. */
    public String remove(Csi csi, String dp, Instant attestedBefore) {
        Validity validity = Validity.of(Instant.now(), Duration.ofHours(1));
        return new CsipRemoval(issuer, csi, new Authority(dp), attestedBefore, validity).sign(key);
    }

    /** The same of a number that is this CSIP's by {@code portRecord}. */
    public String remove(Csi csi, String dp, Instant attestedBefore, String portRecord) {
        Validity validity = Validity.of(Instant.now(), Duration.ofHours(1));
        return new CsipRemoval(issuer, csi, new Authority(dp), attestedBefore, validity).sign(key, portRecord);
    }
}
