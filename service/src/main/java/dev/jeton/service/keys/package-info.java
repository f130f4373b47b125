/**
 * Public keys that others publish as JWK Sets (RFC 7517, Section 5) at a URL of their own: fetched in the background, in
 * memory before a request needs them, kept for a while when their publisher is away. Whose keys they are and what they are
 * good for is the caller's business.
 */
@NullMarked
package dev.jeton.service.keys;

import org.jspecify.annotations.NullMarked;
