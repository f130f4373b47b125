/**
 * HTTP messages as bytes: Binary HTTP (RFC 9292), {@code message/bhttp}, for what Oblivious HTTP encapsulates.
 *
 * <p>Read in both framings, written with known length. Strict where the RFC leaves a choice: padding must be zeros, field names
 * are lower case, and pseudo-fields are refused, since no extension that defines one is spoken here. Informational (1xx)
 * responses are read and dropped. {@code CONNECT} and {@code OPTIONS *} cannot be said.
 *
 * <p>What a message means (whether its target is served, what its fields say) is its reader's business.
 */
@NullMarked
package dev.jeton.crypto.bhttp;

import org.jspecify.annotations.NullMarked;
