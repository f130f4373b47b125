/**
 * Requests to gateways and to the mirror's targets: TLS 1.3, one pool of connections for all clients, from one thread, with
 * the same fields in the same order whoever asks. Nothing is retried, no redirect is followed, no cookie is kept, and a
 * request that was begun is finished although its client has gone.
 */
@NullMarked
package dev.jeton.relay.upstream;

import org.jspecify.annotations.NullMarked;
