package dev.jeton.issuer.attestation;

import dev.jeton.issuer.msp.Msp;
import dev.jeton.service.jwt.BearerJwt;
import dev.jeton.service.jwt.VerificationKey;

/** A JWT that says it comes from {@code msp}, and whose signature by {@code key} has still to be checked. */
public record AttestationCandidate(BearerJwt jwt, Msp msp, VerificationKey key) {}
