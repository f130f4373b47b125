package dev.jeton.client.conformance;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.csi.DomainName;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.mapping.CsiAttestation;
import dev.jeton.crypto.mapping.Csip;
import dev.jeton.crypto.mapping.CsipTrust;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Made-up owners in the range that is the kit's, with the keys and attestations of real ones. */
final class People {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration ATTESTATION_LIFE = Duration.ofHours(1);
    private static final int DIGITS = 12;
    private static final String DIGIT = "0123456789";

    private final Target.Range range;
    private final InstantSource clock;

    People(Target.Range range, InstantSource clock) {
        this.range = range;
        this.clock = clock;
    }

    /** An identifier that nobody has ever asked for. */
    Csi stranger() {
        if (!range.identifiers().startsWith("+")) {
            return new Csi("mailto:conformance-" + random(15) + "@" + range.identifiers());
        }
        int digits = DIGITS - range.identifiers().length();
        return new Csi("tel:" + range.identifiers() + random(Math.max(1, digits)));
    }

    Owner owner() {
        return owner(stranger());
    }

    /** One more owner of {@code csi}: a second phone, or who has the number now. */
    Owner owner(Csi csi) {
        return owner(csi, range.key());
    }

    /** One whose attestation somebody else has signed. */
    Owner ownerAttestedBy(JoseSigningKey signer) {
        return owner(stranger(), signer);
    }

    private Owner owner(Csi csi, JoseSigningKey signer) {
        JoseSigningKey key = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
        Validity validity = Validity.of(clock.instant(), ATTESTATION_LIFE);
        return new Owner(csi, key, new CsiAttestation(range.csip(), csi, key.publicKey(), validity).sign(signer));
    }

    /** A sender's own list: this CSIP, for this range. */
    CsipTrust trust() {
        boolean isNumbers = range.identifiers().startsWith("+");
        return new CsipTrust(List.of(new Csip(
                range.csip(),
                JwkSet.of(range.key().publicKey()),
                isNumbers ? List.of(range.identifiers()) : List.of(),
                isNumbers ? List.of() : List.of(new DomainName(range.identifiers())))));
    }

    private static String random(int digits) {
        return RANDOM.ints(digits, 0, DIGIT.length())
                .mapToObj(i -> DIGIT.substring(i, i + 1))
                .reduce("", String::concat);
    }
}
