/**
 * The arithmetic that takes the time, by choice of engine: the raw private and public operation of RSA (RFC 8017, Section
 * 5.2), the multiplication of a point by a secret scalar on P-256 and P-384, the verification of Ed25519, and AES-GCM.
 *
 * <p>{@link dev.jeton.crypto.engine.Engine#active()} is the Amazon Corretto provider (AWS-LC) where it is on the class path
 * and gives the right answers, and pure Java (Bouncy Castle) everywhere else. There is no compile-time dependency on the
 * first. Encodings, blinding and the checks of results are not here: they are the same for both.
 *
 * <p><b>Time.</b> AWS-LC is written to take constant time where secrets take part, and blinds the RSA private operation
 * besides. Bouncy Castle's exponentiation is {@link java.math.BigInteger}'s, in variable time, behind a fresh blinding factor
 * for each call; its multiplication of points is written to take constant time. The just-in-time compiler promises nobody
 * anything. Secrets stay in memory, ours or AWS-LC's, until the key that they belong to is collected.
 */
@NullMarked
package dev.jeton.crypto.engine;

import org.jspecify.annotations.NullMarked;
