/**
 * The edge of the main listener: bodies are read up to a bound, and every refusal is a problem (RFC 9457), whether a
 * feature throws it or a framework below says no by itself.
 *
 * <p>Answers say nothing about the cause of a failure inside, and never repeat what came with the request.
 */
@NullMarked
package dev.jeton.issuer.http;

import org.jspecify.annotations.NullMarked;
