/**
 * Epochs and their keys (RFC 9578, Section 6.4): made ahead of time under a lock that all replicas share, kept in
 * PostgreSQL under the key-encryption key, and served from a snapshot in memory.
 *
 * <p>One key serves one epoch for all providers and tiers: a key per tier would be a label on the token. A request never
 * waits for PostgreSQL or for key generation, and an issuer that has its keys goes on while PostgreSQL is away. It does
 * not know who asks, and does not publish: see {@code issuer.directory}.
 */
@NullMarked
package dev.jeton.issuer.keys;

import org.jspecify.annotations.NullMarked;
