/**
 * What operators get to see: how many requests ended how, for each gateway and target. Counted and told once in a while: a
 * line for each request would be a clock that others' logs could be laid beside.
 */
@NullMarked
package dev.jeton.relay.events;

import org.jspecify.annotations.NullMarked;
