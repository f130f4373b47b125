package dev.jeton.issuer.issuance;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.AmortizedBatchTokenRequest;
import dev.jeton.crypto.token.AmortizedBatchTokenResponse;
import dev.jeton.issuer.IssuerConfig;
import dev.jeton.issuer.voprf.VoprfKeys;
import dev.jeton.service.http.Answer;
import dev.jeton.service.http.Asked;
import dev.jeton.service.http.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Tokens of type 0x0001, where they are offered. */
@Singleton
class AmortizedBatchEndpoint extends IssuanceEndpoint {
    private final VoprfKeys voprfKeys;

    AmortizedBatchEndpoint(Issuance issuance, VoprfKeys voprfKeys, IssuerConfig issuer) {
        super(
                issuance,
                Form.AMORTIZED_BATCH,
                AmortizedBatchTokenRequest.MEDIA_TYPE,
                AmortizedBatchTokenResponse.MEDIA_TYPE,
                AmortizedBatchTokenRequest.encodedBytes(issuer.maxBatch()));
        this.voprfKeys = voprfKeys;
    }

    @Override
    public Uni<Answer> answer(Asked asked) {
        if (!voprfKeys.isOffered()) {
            throw Refusal.of(ProblemType.MEDIA_TYPE_UNSUPPORTED);
        }
        return super.answer(asked);
    }
}
