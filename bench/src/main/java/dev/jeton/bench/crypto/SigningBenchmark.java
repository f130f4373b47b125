package dev.jeton.bench.crypto;

import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.token.PendingToken;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.token.TokenResponse;
import dev.jeton.crypto.token.TokenSigningKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Token type 0x0002 at the issuer and at the discovery provider. */
@State(Scope.Benchmark)
public class SigningBenchmark {
    private final TokenSigningKey key = TokenSigningKey.generate();
    private final TokenRequest request;
    private final Token token;

    public SigningBenchmark() {
        PendingToken pending = PendingToken.blind(
                key.publicKey(),
                TokenChallenge.of("issuer.example", "dp.example").digest(),
                OneTimeKey.generate().nonce());
        request = pending.request();
        token = pending.finish(key.blindSign(request));
    }

    @Benchmark
    public TokenResponse blindSign() {
        return key.blindSign(request);
    }

    @Benchmark
    public boolean verify() {
        return key.publicKey().verify(token);
    }
}
