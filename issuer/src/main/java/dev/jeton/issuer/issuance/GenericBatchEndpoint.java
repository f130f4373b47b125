package dev.jeton.issuer.issuance;

import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.GenericBatchTokenResponse;
import dev.jeton.issuer.IssuerConfig;
import jakarta.inject.Singleton;

/** Tokens of type 0x0002. */
@Singleton
class GenericBatchEndpoint extends IssuanceEndpoint {
    GenericBatchEndpoint(Issuance issuance, IssuerConfig issuer) {
        super(
                issuance,
                Form.GENERIC_BATCH,
                GenericBatchTokenRequest.MEDIA_TYPE,
                GenericBatchTokenResponse.MEDIA_TYPE,
                GenericBatchTokenRequest.encodedBytes(issuer.maxBatch()));
    }
}
