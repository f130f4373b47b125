/**
 * Tokens for those who may have them (RFC 9578, Sections 5.2 and 6.2; draft-ietf-privacypass-batched-tokens-07, Sections
 * 5 and 6). Generic batches hold tokens of type 0x0002 only; the draft would let types mix.
 *
 * <p>The order is fixed: media type, size, room to work, attestation, form, tier, which elements can be signed at all,
 * quota, signatures. Nothing is charged that is refused afterwards; whoever was charged and lost the answer asks for the
 * same batch again. The issuer sees blinded messages only and learns nothing about the tokens.
 */
@NullMarked
package dev.jeton.issuer.issuance;

import org.jspecify.annotations.NullMarked;
