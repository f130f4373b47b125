/**
 * Getting tokens: RFC 9578 with the generic batch of draft-ietf-privacypass-batched-tokens-07, from the client's side.
 *
 * <p>The issuer learns which account asks (by the attestation) and for how many tokens, not for which discovery
 * provider and not which tokens: those are finished here. Nothing in this package knows a question, and tokens are
 * asked for long before there is one, since timing would be a link.
 */
@NullMarked
package dev.jeton.client.issuance;

import org.jspecify.annotations.NullMarked;
