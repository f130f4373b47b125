/**
 * The public keys of the issuers whose tokens are accepted: fetched from each issuer's directory (RFC 9578, Section 4),
 * kept, and fetched again.
 *
 * <p>An issuer is pinned by its name in the configuration, and its directory is read from that name over TLS 1.3 and
 * from nowhere else. The answer is the same for everybody and nothing about a token is ever sent.
 *
 * <p>The secret keys that verify tokens of type 0x0001 come from mounted files, and from nowhere else either.
 */
@NullMarked
package dev.jeton.redeemer.keys;

import org.jspecify.annotations.NullMarked;
