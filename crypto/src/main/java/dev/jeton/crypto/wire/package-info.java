/**
 * What every message is made of: immutable {@link dev.jeton.crypto.wire.Bytes}, a strict reader and writer for the
 * TLS presentation language (RFC 8446, Section 3), and the one exception that says a message is not well-formed.
 *
 * <p>Nothing here is secret and nothing runs in constant time, except {@link dev.jeton.crypto.wire.Bytes#equals}.
 */
@NullMarked
package dev.jeton.crypto.wire;

import org.jspecify.annotations.NullMarked;
