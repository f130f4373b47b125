package dev.jeton.client.issuance;

import dev.jeton.client.wallet.FreshToken;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;
import java.util.function.Supplier;

/** Tokens that have been blinded and not yet signed. Good for one response; its request stays the same. */
interface TokenBatch {
    /** The key that they were blinded for, and its life. */
    IssuerDirectory.Entry key();

    Bytes request();

    String requestMediaType();

    String responseMediaType();

    /** The largest response that an honest issuer can give, in bytes. */
    int maxResponseBytes();

    /**
     * Reads the response; what is returned then makes the finished tokens of it, without those that were refused.
     *
     * @throws MalformedMessage if it is no response to this request, and later on if a signature or proof does not verify
     */
    Supplier<List<FreshToken>> read(Bytes response);
}
