/**
 * Oblivious HTTP (RFC 9458) for every call of the SDK: a relay carries what it cannot read to a service that does not see who
 * asks. {@link dev.jeton.client.oblivious.Relay} sees to it that the two are run by different operators, and that keys and
 * documents are everybody's.
 */
@NullMarked
package dev.jeton.client.oblivious;

import org.jspecify.annotations.NullMarked;
