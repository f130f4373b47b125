/**
 * Nothing targeted: a key or a document that only one sender is shown could mark that sender. So what everybody should see
 * alike is fetched in several ways, and believed only where they agree (draft-ietf-privacypass-key-consistency).
 *
 * <p>What this does not do: find out who lies. It protects as far as the ways do not lead to one party that knows the sender.
 */
@NullMarked
package dev.jeton.client.consistency;

import org.jspecify.annotations.NullMarked;
