package dev.jeton.client.conformance;

import dev.jeton.client.mapping.OwnedCsi;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.JoseSigningKey;

/**
 * An owner of a made-up identifier.
 *
 * @param attestation the CSIP's, of his key
 */
record Owner(Csi csi, JoseSigningKey key, String attestation) {
    OwnedCsi owned() {
        return OwnedCsi.of(attestation, key);
    }

    @Override
    public String toString() {
        return "Owner[redacted]";
    }
}
