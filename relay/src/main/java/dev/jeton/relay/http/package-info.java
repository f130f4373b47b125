/**
 * The edge of the main listener: exact paths, bodies read up to a bound and a deadline, every refusal a problem (RFC 9457).
 * No answer repeats anything that came with the request, and none says why something inside failed.
 */
@NullMarked
package dev.jeton.relay.http;

import org.jspecify.annotations.NullMarked;
