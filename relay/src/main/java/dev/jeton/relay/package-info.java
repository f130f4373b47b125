/**
 * An Oblivious HTTP relay (RFC 9458) and a mirror of public documents (draft-ietf-privacypass-consistency-mirror), run by
 * somebody who runs no discovery provider. It sees who sends and cannot read what; it keeps nothing of either.
 *
 * <p>It neither delays nor mixes requests: who watches both of its sides can join them by time and size.
 */
@NullMarked
package dev.jeton.relay;

import org.jspecify.annotations.NullMarked;
