/**
 * What a lookup would cost if nothing had to be checked: the request is read and not understood, one script runs in Redis,
 * one row is read and sent as it is. In the runtime of {@code lookup}, on its database, over the same TLS. Not a service:
 * the bench measures {@code lookup} against it.
 */
@NullMarked
package dev.jeton.bench.floor;

import org.jspecify.annotations.NullMarked;
