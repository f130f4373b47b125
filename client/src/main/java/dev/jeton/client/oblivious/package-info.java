/**
 * Oblivious HTTP (RFC 9458) for every call of the SDK: a relay carries what it cannot read to a service that does not see who
 * asks. Which relay, and which of the gateway's keys, the caller has settled before.
 */
@NullMarked
package dev.jeton.client.oblivious;

import org.jspecify.annotations.NullMarked;
