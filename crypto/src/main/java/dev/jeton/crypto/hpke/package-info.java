/**
 * Sealing to a public key: HPKE (RFC 9180) in its Base mode, with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, and AES-128-GCM or
 * ChaCha20-Poly1305.
 *
 * <pre>
 *   sender                                              recipient
 *   sender = suite.sender(publicKey, info)  -- enc --&gt;  recipient = suite.recipient(secretKey, enc, info)
 *   sender.seal(aad, plain)                 -- ct ---&gt;  recipient.open(aad, ct)
 *   sender.export(context, size)            ==          recipient.export(context, size)
 * </pre>
 *
 * <p>One message is {@link dev.jeton.crypto.hpke.HpkeSuite#seal} and {@link dev.jeton.crypto.hpke.HpkeSuite#open}: {@code enc
 * || ct}. The key schedule and the ciphers are Bouncy Castle's; here are types that cannot be mixed up, strict keys, and
 * refusals.
 *
 * <p>The Base mode says nothing about who sealed: whoever has the public key can. The modes with a pre-shared key or the
 * sender's key are not here, nor other groups. Nothing here hides a size, and a secret key that gets out opens all that was
 * ever sealed to it.
 *
 * <p><b>Time.</b> X25519 takes the same steps for every secret; Bouncy Castle's AES takes its tables from memory by the key
 * schedule's and the data's bytes, so its time tells something to whoever shares the processor's cache.
 */
@NullMarked
package dev.jeton.crypto.hpke;

import org.jspecify.annotations.NullMarked;
