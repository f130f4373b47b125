package dev.jeton.issuer.attestation;

import dev.jeton.crypto.jose.Jws;
import dev.jeton.issuer.msp.Msp;
import dev.jeton.issuer.msp.MspKey;

/** A JWT that says it comes from {@code msp}, and whose signature by {@code key} has still to be checked. */
public record AttestationCandidate(Jws jws, Msp msp, MspKey key) {}
