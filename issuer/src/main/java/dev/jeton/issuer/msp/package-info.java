/**
 * The providers whose attestations this issuer accepts, and their keys: one document each.
 *
 * <p>A provider is known by its MIMI URI and trusted with its own keys only: no key speaks for another provider.
 */
@NullMarked
package dev.jeton.issuer.msp;

import org.jspecify.annotations.NullMarked;
