/**
 * The edge of the main listener: bodies are read up to a bound, and every refusal is a problem (RFC 9457), whether a
 * feature throws it or a framework below says no by itself. A feature that rests on something tells which problem its
 * failures are ({@link dev.jeton.service.http.KnownFailure}).
 *
 * <p>Answers say nothing about the cause of a failure inside, and neither they nor the log repeat what came with the
 * request.
 */
@NullMarked
package dev.jeton.service.http;

import org.jspecify.annotations.NullMarked;
