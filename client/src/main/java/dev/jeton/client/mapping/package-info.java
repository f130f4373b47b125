/**
 * Being found: an owner of a CSI signs which providers reach him, and publishes it at a discovery provider.
 *
 * <p>The owner's key never leaves the device; what it signs is public by design. Publishing tells the discovery provider
 * the CSI and its mapping, and the owner's network address until this too goes through a relay.
 */
@NullMarked
package dev.jeton.client.mapping;

import org.jspecify.annotations.NullMarked;
