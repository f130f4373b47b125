/**
 * The names of user discovery: a {@link dev.jeton.crypto.csi.Csi} says who is looked for (a {@code tel:} URI of RFC
 * 3966 or a {@code mailto:} URI of RFC 6068), an {@link dev.jeton.crypto.csi.MspUri} which provider reaches him, an
 * {@link dev.jeton.crypto.csi.Authority} which server was asked.
 *
 * <p>Each name has exactly one spelling, because spellings are hashed, signed and compared byte by byte.
 * {@link dev.jeton.crypto.csi.CsiNormalizer} turns what people type into that spelling; it depends on phone number
 * metadata and runs where people type. The canonical form itself depends on nothing that ages, so that a sender, a
 * discovery provider and a CSI's provider with libraries of different years always agree about it.
 */
@NullMarked
package dev.jeton.crypto.csi;

import org.jspecify.annotations.NullMarked;
