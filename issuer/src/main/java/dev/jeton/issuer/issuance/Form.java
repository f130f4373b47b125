package dev.jeton.issuer.issuance;

import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.wire.Bytes;
import java.util.List;

/** The ways to ask for tokens. */
enum Form {
    SINGLE {
        @Override
        List<TokenRequest> parse(Bytes body) {
            return List.of(TokenRequest.parse(body));
        }
    },
    GENERIC_BATCH {
        @Override
        List<TokenRequest> parse(Bytes body) {
            return GenericBatchTokenRequest.parse(body).tokenRequests();
        }
    };

    /** At least one. Throws {@link dev.jeton.crypto.wire.MalformedMessage} unless {@code body} is of this form. */
    abstract List<TokenRequest> parse(Bytes body);

    /** The most tokens that {@code body} can ask for, by its size alone. */
    static int tokensIn(Bytes body) {
        return 1 + body.size() / TokenRequest.BYTES;
    }
}
