package dev.jeton.issuer.issuance;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.GenericBatchTokenResponse;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.token.TokenResponse;
import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.service.http.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * One token of type 0x0002, or a generic batch of them, sorted into what can be signed and what cannot.
 *
 * @param elements in the order of the request; empty where the element is refused
 */
record BlindRsaBatch(TokenSigningKey key, Form form, List<Optional<TokenRequest>> elements) implements Batch {
    BlindRsaBatch {
        elements = List.copyOf(elements);
    }

    static BlindRsaBatch read(TokenSigningKey key, Form form, Bytes body, int maxBatch) {
        List<TokenRequest> requests = Batch.parsed(() -> form == Form.SINGLE
                ? List.of(TokenRequest.parse(body))
                : GenericBatchTokenRequest.parse(body).tokenRequests());
        if (requests.size() > maxBatch) {
            throw Batch.tooLarge(maxBatch);
        }
        List<Optional<TokenRequest>> elements = requests.stream()
                .map(request -> Optional.of(request).filter(key::accepts))
                .toList();
        if (elements.stream().allMatch(Optional::isEmpty)) {
            throw nothingToSign(form, key, requests.get(0));
        }
        return new BlindRsaBatch(key, form, elements);
    }

    @Override
    public int tokens() {
        return (int) elements.stream().filter(Optional::isPresent).count();
    }

    @Override
    public Signed sign() {
        List<Optional<TokenResponse>> responses = elements.stream()
                .map((Optional<TokenRequest> element) -> element.map(key::blindSign))
                .toList();
        Bytes encoded = form == Form.SINGLE
                ? responses.get(0).orElseThrow().encode()
                : new GenericBatchTokenResponse(responses).encode();
        return new Signed(tokens(), tokens() == elements.size(), encoded);
    }

    private static Refusal nothingToSign(Form form, TokenSigningKey key, TokenRequest first) {
        if (form == Form.GENERIC_BATCH) {
            return Refusal.of(ProblemType.BATCH_REFUSED);
        }
        boolean namesKey =
                first.truncatedTokenKeyId().equals(key.publicKey().keyId().truncated());
        return namesKey
                ? Refusal.of(ProblemType.TOKEN_REQUEST_MALFORMED, "blinded_msg is not below the key's modulus.")
                : Refusal.of(ProblemType.TOKEN_KEY_NOT_SIGNING);
    }
}
