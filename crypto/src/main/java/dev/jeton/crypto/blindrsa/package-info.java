/**
 * RSA blind signatures with appendix: RSABSSA-SHA384 of RFC 9474, on Bouncy Castle.
 *
 * <pre>
 *   client                                             signer
 *   Blinding.blind(publicKey, variant, message)
 *            ---------- blinded message (k bytes) ---->
 *                                                      signingKey.blindSign(blindedMessage)
 *            &lt;--------- blind signature (k bytes) -----
 *   blinding.finish(blindSignature): an ordinary RSASSA-PSS signature that the signer never saw
 * </pre>
 *
 * <p>The private operation is blinded by Bouncy Castle (a fresh factor for each call) and its CRT result is checked
 * before it leaves, so neither its time nor a computing fault tells the key. Blinding and unblinding on the client use
 * {@link java.math.BigInteger}, whose time depends on its operands: the random factor, which is used once. Verifying
 * handles public values only.
 */
@NullMarked
package dev.jeton.crypto.blindrsa;

import org.jspecify.annotations.NullMarked;
