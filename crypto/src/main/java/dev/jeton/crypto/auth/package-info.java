/**
 * The {@code PrivateToken} authentication scheme: challenges in {@code WWW-Authenticate} and credentials in
 * {@code Authorization} (RFC 9577, Section 2). What the values decode to is asked in {@code crypto.token}: a header may
 * carry challenges of types that nobody here speaks.
 */
@NullMarked
package dev.jeton.crypto.auth;

import org.jspecify.annotations.NullMarked;
