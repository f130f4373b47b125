/**
 * Lookups: one token, one question, one answer. The token is verified and spent before anything is read, whatever the
 * answer will be.
 */
@NullMarked
package dev.jeton.lookup.lookups;

import org.jspecify.annotations.NullMarked;
