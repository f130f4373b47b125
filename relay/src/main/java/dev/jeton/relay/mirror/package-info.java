/**
 * A mirror of public documents (draft-ietf-privacypass-consistency-mirror): what an issuer or provider publishes is fetched
 * once for all clients, and everybody gets the same copy while it is fresh. So a client can tell a document that only it was
 * shown, and its address stays unknown to whom it reads from.
 *
 * <p>Targets are the exact URLs of the configuration: nothing of a client's URL is ever connected to. A stale copy is not
 * served, since it may hide that a key was withdrawn.
 */
@NullMarked
package dev.jeton.relay.mirror;

import org.jspecify.annotations.NullMarked;
