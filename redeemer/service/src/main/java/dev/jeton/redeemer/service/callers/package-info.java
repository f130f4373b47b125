/**
 * Who may redeem here: services that have a client certificate (RFC 8446, Section 4.3.2) which one of the listener's
 * authorities has signed for a name that is configured, or a JWT (RFC 7519) that they have signed with a key of their
 * document. They are the service's own front ends, or those of an MSP; never senders.
 */
@NullMarked
package dev.jeton.redeemer.service.callers;

import org.jspecify.annotations.NullMarked;
