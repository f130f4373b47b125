/**
 * What ties one token to one question (DESIGN: query proof). A sender's token is made over a nonce that is the hash of a
 * one-time Ed25519 key (RFC 8032); the question is signed with that key. So whoever handles the token on its way cannot
 * turn it into a question of their own, and the ledger can tell a repeated question from a second one.
 */
@NullMarked
package dev.jeton.crypto.query;

import org.jspecify.annotations.NullMarked;
