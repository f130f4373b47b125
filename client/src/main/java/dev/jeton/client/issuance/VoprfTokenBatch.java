package dev.jeton.client.issuance;

import dev.jeton.client.wallet.FreshToken;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.token.AmortizedBatchTokenRequest;
import dev.jeton.crypto.token.AmortizedBatchTokenResponse;
import dev.jeton.crypto.token.ChallengeDigest;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.PendingVoprfTokens;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** An amortized batch of type 0x0001: all tokens or none, and one proof for all. */
final class VoprfTokenBatch implements TokenBatch {
    private final IssuerDirectory.VoprfKey key;
    private final List<OneTimeKey> oneTimeKeys;
    private final PendingVoprfTokens pending;

    /** A batch of {@code count} tokens, each with a one-time key of its own. Some milliseconds of CPU per token. */
    VoprfTokenBatch(IssuerDirectory.VoprfKey key, ChallengeDigest challenge, int count) {
        this.key = key;
        this.oneTimeKeys = Stream.generate(OneTimeKey::generate).limit(count).toList();
        this.pending = PendingVoprfTokens.blind(
                key.publicKey(),
                challenge,
                oneTimeKeys.stream().map(OneTimeKey::nonce).toList());
    }

    @Override
    public IssuerDirectory.VoprfKey key() {
        return key;
    }

    @Override
    public Bytes request() {
        return pending.request().encode();
    }

    @Override
    public String requestMediaType() {
        return AmortizedBatchTokenRequest.MEDIA_TYPE;
    }

    @Override
    public String responseMediaType() {
        return AmortizedBatchTokenResponse.MEDIA_TYPE;
    }

    @Override
    public int maxResponseBytes() {
        return AmortizedBatchTokenResponse.encodedBytes(oneTimeKeys.size());
    }

    @Override
    public Supplier<List<FreshToken>> read(Bytes response) {
        AmortizedBatchTokenResponse parsed = AmortizedBatchTokenResponse.parse(response);
        if (parsed.evaluation().evaluatedElements().size() != oneTimeKeys.size()) {
            throw MalformedMessage.of("evaluated_msgs", "not one element for each request");
        }
        return () -> finish(parsed);
    }

    private List<FreshToken> finish(AmortizedBatchTokenResponse response) {
        List<Token> finished = pending.finish(response);
        List<FreshToken> tokens = new ArrayList<>();
        for (int i = 0; i < finished.size(); i++) {
            tokens.add(new FreshToken(finished.get(i), oneTimeKeys.get(i), key.notAfter()));
        }
        return tokens;
    }
}
