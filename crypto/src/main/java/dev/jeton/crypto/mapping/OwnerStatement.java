package dev.jeton.crypto.mapping;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.Validity;

/** What the owner of a CSI signs, with the attestation of the key in the header. */
sealed interface OwnerStatement permits Mapping, OwnerRemoval, Supersession {
    Csi csi();

    /** The only discovery provider that it is meant for. */
    Authority audience();

    Validity validity();
}
