/**
 * The relay of RFC 9458: a sealed request goes to the gateway that its path names, a sealed answer comes back, and neither
 * takes anything along that tells who sent it.
 */
@NullMarked
package dev.jeton.relay.forward;

import org.jspecify.annotations.NullMarked;
