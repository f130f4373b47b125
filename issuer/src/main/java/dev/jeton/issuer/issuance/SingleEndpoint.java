package dev.jeton.issuer.issuance;

import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.token.TokenResponse;
import jakarta.inject.Singleton;

/** One token, of the type that the request begins with. */
@Singleton
class SingleEndpoint extends IssuanceEndpoint {
    SingleEndpoint(Issuance issuance) {
        super(issuance, Form.SINGLE, TokenRequest.MEDIA_TYPE, TokenResponse.MEDIA_TYPE, TokenRequest.BYTES);
    }
}
