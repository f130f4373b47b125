/**
 * Mappings at rest: a database that is stolen without the mounted secrets tells how many mappings there are, and not
 * whose (DESIGN, Section 9).
 *
 * <p>Two layers. The <b>inner</b> one belongs to the identifier: a keyed hash of the CSI under {@code k1}, and a
 * document sealed under a key derived from {@code k1} and the CSI, so that only somebody who holds the CSI opens a row.
 * It never changes. The <b>outer</b> one belongs to the operator: the hash hashed again under {@code k2}, the document
 * sealed again under a key-encryption key. It carries the inner hashes sealed, so that it can be rotated row by row
 * without knowing one CSI; each row names the pair of outer keys that made it, and several may be in use ({@code
 * docs/adr/0019-outer-keys-rotate-while-serving.md}).
 *
 * <p>What this does not do: against a thief of database <em>and</em> secrets it does not help, since identifiers can be
 * enumerated. The number of mappings of an identifier, their {@code seq}, day of expiry and size class are in the clear.
 */
@NullMarked
package dev.jeton.lookup.atrest;

import org.jspecify.annotations.NullMarked;
