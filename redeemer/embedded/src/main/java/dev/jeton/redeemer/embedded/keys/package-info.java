/** Whose keys verify tokens: the settings and the life of public keys that are fetched, or secret ones that are mounted. */
@NullMarked
package dev.jeton.redeemer.embedded.keys;

import org.jspecify.annotations.NullMarked;
