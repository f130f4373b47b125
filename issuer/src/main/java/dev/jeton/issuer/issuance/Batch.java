package dev.jeton.issuer.issuance;

import static java.util.Objects.requireNonNull;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.crypto.token.TokenType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.issuer.http.Refusal;
import dev.jeton.issuer.quota.Claimant;
import java.util.List;
import java.util.Optional;

/**
 * What a sender asks for, sorted into what can be signed and what cannot: only the former is charged.
 *
 * @param elements in the order of the request; empty where the element is refused
 */
record Batch(Claimant claimant, Bytes body, List<Optional<TokenRequest>> elements) {
    Batch {
        elements = List.copyOf(elements);
    }

    /**
     * Reads {@code body}. Refuses it if it is not of its form, asks for more than {@code maxBatch}, or holds nothing that
     * the claimant's key signs.
     */
    static Batch read(Claimant claimant, Form form, Bytes body, int maxBatch) {
        List<TokenRequest> requests = parse(form, body);
        if (requests.size() > maxBatch) {
            throw Refusal.of(ProblemType.BATCH_TOO_LARGE, "At most " + maxBatch + " tokens at once.");
        }
        TokenSigningKey key = claimant.key().signingKey();
        List<Optional<TokenRequest>> elements = requests.stream()
                .map(request -> Optional.of(request).filter(key::accepts))
                .toList();
        if (elements.stream().allMatch(Optional::isEmpty)) {
            throw nothingToSign(form, key, requests.get(0));
        }
        return new Batch(claimant, body, elements);
    }

    /** How many tokens there are to pay for: at least one. */
    int tokens() {
        return (int) elements.stream().filter(Optional::isPresent).count();
    }

    private static List<TokenRequest> parse(Form form, Bytes body) {
        try {
            return form.parse(body);
        } catch (MalformedMessage e) {
            throw Refusal.of(
                    e.field().equals(TokenType.FIELD)
                            ? ProblemType.TOKEN_TYPE_UNSUPPORTED
                            : ProblemType.TOKEN_REQUEST_MALFORMED,
                    requireNonNull(e.getMessage()));
        }
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
