/**
 * JWTs that come as {@code Authorization: Bearer} (RFC 6750), and the public keys that they are checked against (RFC 7519,
 * RFC 8725).
 *
 * <p>What is cheap comes first and by itself: size, form, type of token. Whose key it is has to be found before anything
 * is calculated; then SmallRye JWT checks against that one key, with the one algorithm that belongs to it. Nothing here
 * logs: the messages of the libraries below hold claims.
 */
@NullMarked
package dev.jeton.service.jwt;

import org.jspecify.annotations.NullMarked;
