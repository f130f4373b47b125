/**
 * What the issuer as a whole gives: one process with its PostgreSQL and its Redis, asked over TLS, everything and the load
 * itself on this machine.
 */
@NullMarked
package dev.jeton.bench.issuer;

import org.jspecify.annotations.NullMarked;
