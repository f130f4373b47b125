/**
 * Keys for tokens of type 0x0001, from mounted files, for an issuer that has been told to offer them: off by default,
 * since whoever redeems such tokens holds the same keys and can make tokens.
 *
 * <p>A file's key serves the epoch whose life it names to the second, beside the epoch's key for type 0x0002. Both are
 * paid from the epoch's one quota.
 */
@NullMarked
package dev.jeton.issuer.voprf;

import org.jspecify.annotations.NullMarked;
