package dev.jeton.crypto.mapping;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.Validity;
import java.time.Duration;

/**
 * What takes mappings back. It is valid for a day at most: what it did stays, and to repeat it changes nothing.
 *
 * <p>All three are compact JWS, told apart by their {@code typ}.
 */
public sealed interface Removal permits OwnerRemoval, Supersession, CsipRemoval {
    Duration MAX_LIFE = Duration.ofDays(1);
    /** The most characters that a removal has as a compact JWS, with an attestation. */
    int MAX_CHARS = 8192;

    /** Whose mappings. */
    Csi csi();

    /** The only discovery provider that it is meant for. */
    Authority audience();

    Validity validity();
}
