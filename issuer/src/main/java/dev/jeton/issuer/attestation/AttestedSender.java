package dev.jeton.issuer.attestation;

import dev.jeton.crypto.attestation.SenderAttestation;
import dev.jeton.issuer.keys.EpochKey;

/**
 * A sender that his provider vouches for, in an epoch that signs now.
 *
 * @param key of the epoch that the attestation names: the only one that this request may use
 */
public record AttestedSender(SenderAttestation attestation, EpochKey key) {}
