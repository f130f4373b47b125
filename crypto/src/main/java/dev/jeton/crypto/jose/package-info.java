/**
 * Signed documents: compact JWS (RFC 7515) with ES256 (RFC 7518) or EdDSA with Ed25519 (RFC 8037), and nothing else of
 * JOSE. No {@code none}, no MACs, no encryption, no keys by URL
 * in a document's header.
 *
 * <p>The form of a document is checked before its signature: exactly three parts in canonical base64url, strict JSON, known
 * header members only. The algorithm follows from the key and is never the document's choice. A public key is checked to be a
 * point of the group that its algorithm needs. Signatures are the active engine's
 * ({@link dev.jeton.crypto.engine.Engine#signatures}), or the JVM's.
 *
 * <p>Verification runs in variable time over public data. Signing takes AWS-LC's or the JDK's time, both written to be constant; deriving the public key of a
 * loaded private key is not in constant time and happens once at start.
 */
@NullMarked
package dev.jeton.crypto.jose;

import org.jspecify.annotations.NullMarked;
