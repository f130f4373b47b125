package dev.jeton.issuer.issuance;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.AmortizedBatchTokenRequest;
import dev.jeton.crypto.token.TruncatedTokenKeyId;
import dev.jeton.crypto.token.VoprfTokenRequest;
import dev.jeton.crypto.token.VoprfTokenSecretKey;
import dev.jeton.crypto.voprf.BlindedElement;
import dev.jeton.crypto.voprfkeys.VoprfEpochKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.service.http.Refusal;
import java.util.List;
import java.util.Optional;

/** One token of type 0x0001, or an amortized batch of them: all or nothing. */
record VoprfBatch(VoprfTokenSecretKey key, Form form, TruncatedTokenKeyId keyId, List<BlindedElement> elements)
        implements Batch {
    VoprfBatch {
        elements = List.copyOf(elements);
    }

    /**
     * Reads {@code body}; each element costs a square root, so its size is looked at first.
     *
     * @param key empty if the epoch has none: then no request can name it
     */
    static VoprfBatch read(Optional<VoprfEpochKey> key, Form form, Bytes body, int maxBatch) {
        if (form == Form.AMORTIZED_BATCH && body.size() > AmortizedBatchTokenRequest.encodedBytes(maxBatch)) {
            throw Batch.tooLarge(maxBatch);
        }
        AmortizedBatchTokenRequest request =
                Batch.parsed(() -> form == Form.SINGLE ? single(body) : AmortizedBatchTokenRequest.parse(body));
        VoprfTokenSecretKey signing = key.map(VoprfEpochKey::secretKey)
                .filter(epochs -> epochs.publicKey().keyId().truncated().equals(request.truncatedTokenKeyId()))
                .orElseThrow(() -> Refusal.of(ProblemType.TOKEN_KEY_NOT_SIGNING));
        return new VoprfBatch(signing, form, request.truncatedTokenKeyId(), request.blindedMessages());
    }

    @Override
    public int tokens() {
        return elements.size();
    }

    @Override
    public Signed sign() {
        Bytes encoded = form == Form.SINGLE
                ? key.blindEvaluate(new VoprfTokenRequest(keyId, elements.get(0)))
                        .encode()
                : key.blindEvaluate(new AmortizedBatchTokenRequest(keyId, elements))
                        .encode();
        return new Signed(tokens(), true, encoded);
    }

    /** A single request is a batch of one in another framing. */
    private static AmortizedBatchTokenRequest single(Bytes body) {
        VoprfTokenRequest request = VoprfTokenRequest.parse(body);
        return new AmortizedBatchTokenRequest(request.truncatedTokenKeyId(), List.of(request.blindedMessage()));
    }
}
