package dev.jeton.crypto.token;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;

/**
 * What the ledger remembers of a spent token: the first 12 bytes of SHA-256(token_type, token_key_id, nonce).
 *
 * <p>96 bits: among 2^40 tokens of one epoch two share a nullifier with a chance below 2^-17, and then one honest token
 * is refused. Choosing a nonce to hit a given nullifier takes 2^96 hashes. The authenticator has no part in it, since one
 * nonce can be signed twice (the salt is random).
 */
public record Nullifier(Bytes value) {
    public static final int BYTES = 12;

    /** Refuses a value that has not {@value #BYTES} bytes with {@link MalformedMessage}. */
    public Nullifier {
        MalformedMessage.requireSize("nullifier", value, BYTES);
    }
}
