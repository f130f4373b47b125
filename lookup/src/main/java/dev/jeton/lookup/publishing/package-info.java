/**
 * How much may be published and removed: for each attested key and for each CSIP, so that the way in is good neither for
 * probing nor for flooding ({@code docs/adr/0018-publishing-limits.md}).
 *
 * <p>Counters are in the Redis of the spent ledger, by keyed names that end with their window. They are not behind the fence:
 * a Redis that forgets them begins new windows, and no more. What this does not do: look at a document, or at what is stored.
 */
@NullMarked
package dev.jeton.lookup.publishing;

import org.jspecify.annotations.NullMarked;
