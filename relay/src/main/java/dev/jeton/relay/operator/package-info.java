/**
 * Who runs this relay, and what it does: the same bytes for everybody. Clients refuse a relay whose operator also runs a
 * provider that could receive their question, since the two together would know who asks for whom.
 */
@NullMarked
package dev.jeton.relay.operator;

import org.jspecify.annotations.NullMarked;
