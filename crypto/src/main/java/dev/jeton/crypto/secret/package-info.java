/**
 * Secrets that redact themselves, and the one way in which this project seals data at rest: AES-256-GCM under a key
 * that was read from a mounted file.
 *
 * <p>Java gives no promise that a wiped array was the only copy: the garbage collector may have moved it before. What
 * is wiped here is what this module holds.
 */
@NullMarked
package dev.jeton.crypto.secret;

import org.jspecify.annotations.NullMarked;
