/**
 * Oblivious pseudorandom functions in a prime-order group: RFC 9497, in its modes OPRF (0x00) and VOPRF (0x01), for the
 * suites P384-SHA384 and P256-SHA256. Curves and hashing to them (RFC 9380) are Bouncy Castle's.
 *
 * <pre>
 *   client (knows the public key)                        server (holds the secret key)
 *   VoprfBlinding.blind(publicKey, inputs)
 *            ---------- blindedElements (Ne bytes each) -->
 *                                                        secretKey.blindEvaluate(blindedElements)
 *            &lt;--------- evaluated elements (Ne each), ----
 *                       one proof for all (2 Ns bytes)
 *   blinding.finish(evaluation): one output (Nh bytes) for each input,
 *   which the server never saw                           secretKey.evaluate(input): the same output
 * </pre>
 *
 * <p>The proof says that one key made all of a batch, the one that the client knows: without it a server could mark a
 * client by a key of its own. Mode OPRF ({@link dev.jeton.crypto.voprf.OprfBlinding},
 * {@link dev.jeton.crypto.voprf.OprfSecretKey}) goes without, so its client trusts the server for that. Mode POPRF, with
 * a public input, is not here.
 *
 * <p><b>Time.</b> RFC 9497, Section 7.3 wants constant time wherever a secret takes part. A secret scalar multiplies
 * only through {@link dev.jeton.crypto.engine.ScalarMultiplication}, and is inverted, multiplied and subtracted modulo
 * the order in a fixed number of words. Two things do depend on secrets: hashing a client's input to the curve goes
 * through {@link java.math.BigInteger}, so its time tells something of the input to whoever measures that client (or,
 * later, the redeeming server, which is given the input anyway); and a value with leading zero words is shorter in
 * memory (nor can it be wiped). Decoding, the weights of a batch and the verification of proofs handle public values and take variable time.
 *
 * <p><b>Limits.</b> A key that has evaluated Q elements is weaker by log2(Q) / 2 bits (RFC 9497, Section 7.2.3): every
 * element of a batch counts. With P-384 and keys that live for a day that leaves far more than 128 bits; P-256 has less
 * to give away. A key serves one mode of one suite and nothing else.
 */
@NullMarked
package dev.jeton.crypto.voprf;

import org.jspecify.annotations.NullMarked;
