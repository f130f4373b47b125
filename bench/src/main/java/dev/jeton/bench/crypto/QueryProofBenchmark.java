package dev.jeton.bench.crypto;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.query.QueryProof;
import dev.jeton.crypto.token.Nullifier;
import dev.jeton.crypto.wire.Bytes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The sender's signature over one question (Ed25519). */
@State(Scope.Benchmark)
public class QueryProofBenchmark {
    private static final String ENTRY_DP = "dp.example";

    private final Csi csi = Csi.parse("csi", "tel:+14155550123");
    private final Nullifier nullifier = new Nullifier(Bytes.of(new byte[12]));
    private final OneTimeKey key = OneTimeKey.generate();
    private final QueryProof proof = key.prove(ENTRY_DP, nullifier, csi);

    @Benchmark
    public QueryProof sign() {
        return key.prove(ENTRY_DP, nullifier, csi);
    }

    @Benchmark
    public boolean verify() {
        return proof.verify(key.nonce(), ENTRY_DP, nullifier, csi);
    }
}
