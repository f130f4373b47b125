/**
 * Secret keys for tokens of type 0x0001 in mounted files, one for each epoch: what an issuer and a discovery provider of
 * <em>one</em> domain share, since whoever is to redeem such tokens can make them.
 *
 * <p>A file is public but for the key, which is sealed under a mounted sealing key that is used for nothing else. A file
 * that was changed, or whose key was sealed for another life, does not open. Whether a key fits the issuer's epochs, and
 * whether it is valid now, is asked elsewhere.
 */
@NullMarked
package dev.jeton.crypto.voprfkeys;

import org.jspecify.annotations.NullMarked;
