package dev.jeton.crypto.mapping;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.Validity;

/** What the owner of a CSI signs, with the evidence for his key in the header. */
sealed interface OwnerStatement permits Mapping, OwnerRemoval, Supersession {
    Csi csi();

    /** The only discovery provider that it is meant for. */
    Authority audience();

    Validity validity();

    /** The statement as a compact JWS. */
    String sign(JoseSigningKey ownersKey, Evidence evidence);

    /** The same where there is no port record. */
    default String sign(JoseSigningKey ownersKey, String attestation) {
        return sign(ownersKey, new Evidence(attestation));
    }
}
