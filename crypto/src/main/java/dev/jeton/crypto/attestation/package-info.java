/**
 * The attestation of a sender: what a messaging service provider (MSP) gives its user to show to a token issuer.
 *
 * <p>This is the MSP's side, which writes it. The issuer reads it with its own JWT stack, against each MSP's registered
 * keys; the MSP never learns a CSI, and the issuer learns the user by a pseudonym only.
 */
@NullMarked
package dev.jeton.crypto.attestation;

import org.jspecify.annotations.NullMarked;
