/**
 * RSA blind signatures with appendix: RSABSSA-SHA384 of RFC 9474.
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
 * <p>The private operation is the active engine's ({@link dev.jeton.crypto.engine}), blinded with both engines, and its result
 * is checked before it leaves, so neither its time nor a computing fault tells the key. The client inverts its blinding factors
 * in constant time, once for a batch. Its products use {@link java.math.BigInteger}, whose time depends on the operands' lengths
 * and, rarely, on their values: on the random factor, which is used once. Verifying handles public values only.
 */
@NullMarked
package dev.jeton.crypto.blindrsa;

import org.jspecify.annotations.NullMarked;
