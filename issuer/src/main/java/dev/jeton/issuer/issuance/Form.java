package dev.jeton.issuer.issuance;

import dev.jeton.crypto.token.AmortizedBatchTokenRequest;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.wire.Bytes;

/** The ways to ask for tokens. */
enum Form {
    /** One token, of the type that the request begins with. */
    SINGLE(Integer.MAX_VALUE),
    /** Tokens of type 0x0002. */
    GENERIC_BATCH(TokenRequest.BYTES),
    /** Tokens of type 0x0001. */
    AMORTIZED_BATCH(AmortizedBatchTokenRequest.encodedBytes(2) - AmortizedBatchTokenRequest.encodedBytes(1));

    private final int elementBytes;

    Form(int elementBytes) {
        this.elementBytes = elementBytes;
    }

    /** The most tokens that {@code body} can ask for, by its size alone. */
    int tokensIn(Bytes body) {
        return 1 + body.size() / elementBytes;
    }
}
