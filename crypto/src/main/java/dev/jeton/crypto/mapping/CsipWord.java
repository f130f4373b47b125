package dev.jeton.crypto.mapping;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.JosePublicKey;
import dev.jeton.crypto.jose.Jws;
import dev.jeton.crypto.mapping.RefusedDocument.Reason;
import java.util.Optional;
import java.util.Set;

/** Whether a CSIP said it, and may: the one check for everything that CSIPs sign. */
final class CsipWord {
    private static final Set<String> NO_MORE_HEADERS = Set.of();

    private CsipWord() {}

    /** @throws Scrutiny.Disbelief unless {@code issuer} signed {@code jws} and {@code trust} has him speak for {@code csi} */
    static void require(Scrutiny scrutiny, Jws jws, String type, String issuer, Csi csi, CsipTrust trust) {
        Optional<Csip> csip = trust.find(issuer);
        scrutiny.require(csip.isPresent(), Reason.UNKNOWN_CSIP);
        Optional<JosePublicKey> key =
                scrutiny.reading(jws::keyId).flatMap(csip.get().keys()::find);
        scrutiny.require(key.isPresent(), Reason.UNKNOWN_CSIP_KEY);
        scrutiny.requireNone(scrutiny.reading(() -> jws.check(type, NO_MORE_HEADERS, key.get())));
        scrutiny.require(csip.get().mayAttest(csi), Reason.NOT_ENTITLED);
    }
}
