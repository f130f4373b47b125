package dev.jeton.issuer.issuance;

import dev.jeton.crypto.token.TokenResponse;
import dev.jeton.issuer.quota.Standing;
import java.util.List;
import java.util.Optional;

/**
 * The signatures for a batch, in its order; empty where the element was refused.
 *
 * @param standing what its sender has left
 */
record Issued(List<Optional<TokenResponse>> responses, Standing standing) {
    Issued {
        responses = List.copyOf(responses);
    }

    boolean isComplete() {
        return responses.stream().allMatch(Optional::isPresent);
    }
}
