package dev.jeton.issuer.quota;

import dev.jeton.crypto.csi.MspUri;
import dev.jeton.issuer.keys.EpochKey;

/**
 * Whom a quota is for: one sender of one provider in one epoch.
 *
 * @param subject the sender's pseudonym, or the provider's own URI
 */
public record Claimant(EpochKey key, MspUri msp, String subject, String tier) {
    /** Never the pseudonym. */
    @Override
    public String toString() {
        return "Claimant[" + msp + "]";
    }
}
