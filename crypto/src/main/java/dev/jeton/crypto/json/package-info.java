/**
 * A strict front to the one JSON parser (RFC 8259): what is ambiguous is refused, so that two readers of one document
 * never see two different things.
 *
 * <p>Refused: more bytes than the caller expects, anything that is not well-formed UTF-8 (a byte order mark and UTF-16
 * included), duplicate members, trailing tokens, comments and other extensions, nesting deeper than
 * {@value dev.jeton.crypto.json.JsonObject#MAX_DEPTH}, numbers where a member is an integer, unpaired surrogates.
 * Writing is deterministic: members in the order in which they were put, no white space.
 *
 * <p>Unknown members are the message's own business: it ignores them, or compares {@code members}
 * with those it knows.
 */
@NullMarked
package dev.jeton.crypto.json;

import org.jspecify.annotations.NullMarked;
