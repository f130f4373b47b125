/**
 * Refusals at the edge: whatever goes wrong leaves as problem details (RFC 9457), and nothing that came with a request
 * goes along, neither to the client nor into the log.
 */
@NullMarked
package dev.jeton.lookup.problem;

import org.jspecify.annotations.NullMarked;
