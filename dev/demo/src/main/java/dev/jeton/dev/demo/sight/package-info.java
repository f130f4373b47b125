/**
 * What each party of the demo saw: its events, counted from its own log, and a search of its log and stores for what it
 * must not know (DESIGN, section 2).
 *
 * <p>Parties are never joined: each one's files are read alone, and what comes out is a number per party and kind of
 * secret. Nothing here prints a secret or where it was found.
 */
@NullMarked
package dev.jeton.dev.demo.sight;

import org.jspecify.annotations.NullMarked;
