package dev.jeton.bench.crypto;

import dev.jeton.crypto.engine.Engine;
import dev.jeton.crypto.engine.RsaPublicOperation;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.token.ChallengeDigest;
import dev.jeton.crypto.token.Nonce;
import dev.jeton.crypto.token.PendingToken;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.TokenResponse;
import dev.jeton.crypto.token.TokenSigningKey;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Token type 0x0002 on the sender's device, and the public operation that it is measured in. */
public class ClientBenchmark {
    static final int BATCH = 100;

    /** What does not change from batch to batch. */
    @State(Scope.Benchmark)
    public static class Issuer {
        final TokenSigningKey key = TokenSigningKey.generate();
        final ChallengeDigest challenge =
                TokenChallenge.of("issuer.example", "dp.example").digest();
        final Nonce nonce = OneTimeKey.generate().nonce();
        final List<Nonce> nonces = Stream.generate(() -> OneTimeKey.generate().nonce())
                .limit(BATCH)
                .toList();
    }

    /** The raw operation's operands: any modulus of the size does. */
    @State(Scope.Benchmark)
    public static class PublicKey {
        final RsaPublicOperation operation = Engine.active()
                .rsaPublic(new BigInteger(2048, new SecureRandom()).setBit(2047).setBit(0), BigInteger.valueOf(65537));
        final byte[] value = new byte[256];

        public PublicKey() {
            new SecureRandom().nextBytes(value);
            value[0] &= 0x7f;
        }
    }

    /** A blinding finishes once, so each call needs its own. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH runs the set-up before anything reads
    public static class Single {
        PendingToken pending;
        TokenResponse response;

        @Setup(Level.Invocation)
        public void request(Issuer issuer) {
            pending = PendingToken.blind(issuer.key.publicKey(), issuer.challenge, issuer.nonce);
            response = issuer.key.blindSign(pending.request());
        }
    }

    /** A batch that has been answered. */
    @State(Scope.Thread)
    @SuppressWarnings("NullAway.Init") // JMH runs the set-up before anything reads
    public static class Batch {
        List<PendingToken> pending;
        List<TokenResponse> responses;

        @Setup(Level.Invocation)
        public void request(Issuer issuer) {
            pending = blindAll(issuer);
            responses = pending.stream()
                    .map(token -> issuer.key.blindSign(token.request()))
                    .toList();
        }
    }

    @Benchmark
    public byte[] publicOperation(PublicKey key) {
        return key.operation.apply(key.value);
    }

    @Benchmark
    public PendingToken blindSingle(Issuer issuer) {
        return PendingToken.blind(issuer.key.publicKey(), issuer.challenge, issuer.nonce);
    }

    @Benchmark
    public Token finishSingle(Single single) {
        return single.pending.finish(single.response);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<PendingToken> blindBatch(Issuer issuer) {
        return blindAll(issuer);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<Token> finishBatch(Batch batch) {
        List<Token> tokens = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            tokens.add(batch.pending.get(i).finish(batch.responses.get(i)));
        }
        return tokens;
    }

    private static List<PendingToken> blindAll(Issuer issuer) {
        return PendingToken.blindAll(issuer.key.publicKey(), issuer.challenge, issuer.nonces);
    }
}
