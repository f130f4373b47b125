/**
 * Privacy Pass tokens and the messages that lead to them: RFC 9577 (the token and its challenge), RFC 9578 (issuance)
 * and draft-ietf-privacypass-batched-tokens-07 (the generic batch). Token type 0x0002, blind RSA.
 *
 * <p>Each message is one record in one file, valid by construction: a value of it has been checked, an encoding of it
 * has no other form, and trailing bytes are refused. Whether a host name is one, whether a key is trusted and whether a
 * token has been spent is asked elsewhere.
 */
@NullMarked
package dev.jeton.crypto.token;

import org.jspecify.annotations.NullMarked;
