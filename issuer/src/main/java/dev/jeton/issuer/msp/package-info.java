/**
 * The providers whose attestations this issuer accepts, and their keys: one document each, and one switch by which
 * operators suspend them at once.
 *
 * <p>A provider is known by its MIMI URI and trusted with its own keys only: no key speaks for another provider. Keys come
 * from the document, from a file beside it, or from a JWK Set (RFC 7517) that the provider serves; they are in memory
 * before a request needs them.
 */
@NullMarked
package dev.jeton.issuer.msp;

import org.jspecify.annotations.NullMarked;
