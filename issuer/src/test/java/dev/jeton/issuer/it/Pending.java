package dev.jeton.issuer.it;

import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.GenericBatchTokenResponse;
import dev.jeton.crypto.token.Nonce;
import dev.jeton.crypto.token.PendingToken;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.TokenPublicKey;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.wire.Bytes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A client's side of a batch. */
record Pending(List<PendingToken> tokens) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static Pending of(TokenPublicKey key, int count) {
        TokenChallenge challenge = TokenChallenge.of("issuer.example", "dp.example");
        return new Pending(IntStream.range(0, count)
                .mapToObj(i -> PendingToken.blind(key, challenge.digest(), nonce()))
                .toList());
    }

    List<TokenRequest> requests() {
        return tokens.stream().map(PendingToken::request).toList();
    }

    /** As a generic batch. */
    Bytes encode() {
        return new GenericBatchTokenRequest(requests()).encode();
    }

    /** The tokens, each checked against the key it was made for. */
    List<Token> finish(byte[] response) {
        GenericBatchTokenResponse answered = GenericBatchTokenResponse.parse(Bytes.of(response));
        List<Token> finished = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            finished.add(tokens.get(i).finish(answered.tokenResponses().get(i).orElseThrow()));
        }
        return finished;
    }

    private static Nonce nonce() {
        byte[] nonce = new byte[Nonce.BYTES];
        RANDOM.nextBytes(nonce);
        return new Nonce(Bytes.of(nonce));
    }
}
