package dev.jeton.bench.crypto;

import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.token.AmortizedBatchTokenRequest;
import dev.jeton.crypto.token.PendingVoprfTokens;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.VoprfTokenSecretKey;
import dev.jeton.crypto.wire.Bytes;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Token type 0x0001 at the issuer. */
@State(Scope.Benchmark)
public class VoprfBenchmark {
    static final int BATCH = 100;

    private final VoprfTokenSecretKey key = VoprfTokenSecretKey.generate();
    private final Bytes request = PendingVoprfTokens.blind(
                    key.publicKey(),
                    TokenChallenge.of("issuer.example", "dp.example").digest(),
                    Stream.generate(() -> OneTimeKey.generate().nonce())
                            .limit(BATCH)
                            .toList())
            .request()
            .encode();

    /** From the bytes of the request to the bytes of the response, the proof among them. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Bytes issueBatch() {
        return key.blindEvaluate(AmortizedBatchTokenRequest.parse(request)).encode();
    }
}
