package dev.jeton.bench.ledger;

import dev.jeton.bench.Figures;
import dev.jeton.bench.NotMeasured;
import dev.jeton.bench.OpenSsl;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.query.QueryTag;
import dev.jeton.crypto.token.ChallengeDigest;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.Nonce;
import dev.jeton.crypto.token.PendingToken;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.redeemer.keys.IssuerKeys;
import dev.jeton.redeemer.keys.KeyRefresh;
import dev.jeton.redeemer.redeem.Redeemer;
import dev.jeton.redeemer.redeem.Redemption;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whole redemptions: signature check and spend, on all cores, from tokens to outcomes. */
final class RedeemerFigures {
    private static final String ISSUER = "issuer.example";
    private static final String SELF = "dp.example";
    private static final Csi QUESTION = new Csi("tel:+14155550123");
    private static final int TOKENS = 40_000;
    private static final int BATCH = 500;

    private RedeemerFigures() {}

    static void add(Figures figures, int rounds, OpenSsl openssl) {
        int cores = Runtime.getRuntime().availableProcessors();
        TokenSigningKey key = TokenSigningKey.generate();
        Bytes directory = directory(key);
        try (LedgerUnderTest ledger = new LedgerUnderTest(TOKENS);
                IssuerKeys keys = IssuerKeys.start(
                        ISSUER,
                        () -> CompletableFuture.completedFuture(directory),
                        KeyRefresh.defaults(),
                        InstantSource.system())) {
            Redeemer redeemer = new Redeemer(SELF, List.of(keys), ledger.ledger(), InstantSource.system());
            ledger.keep(redeemer.keys());
            redeemer.use(ledger.generation());
            for (int round = 0; round <= rounds; round++) {
                System.err.printf("making %d tokens%n", TOKENS);
                List<Token> tokens = tokens(key, TokenChallenge.of(ISSUER, SELF, ledger.generation()));
                double perSecond = redeem(redeemer, tokens, cores);
                if (round > 0) { // The first one warms up.
                    figures.add("redeemer.full_per_s", perSecond, "tokens/s");
                    figures.add("redeemer.full_per_s.ratio", perSecond / (cores * openssl.rsaVerifies()), "x");
                }
            }
        }
    }

    private static double redeem(Redeemer redeemer, List<Token> tokens, int threads) {
        int share = tokens.size() / threads;
        long start = System.nanoTime();
        List<CompletableFuture<Double>> shares = IntStream.range(0, threads)
                .mapToObj(thread -> CompletableFuture.supplyAsync(
                        () -> Pipeline.perSecond(share, i -> redeem(redeemer, tokens.get(thread * share + i))),
                        task -> new Thread(task, "redeemer").start()))
                .toList();
        shares.forEach(CompletableFuture::join);
        return share * threads / ((System.nanoTime() - start) / 1e9);
    }

    private static Uni<Redemption> redeem(Redeemer redeemer, Token token) {
        return redeemer.redeem(token, QueryTag.of(token.nonce(), QUESTION)).invoke(redemption -> {
            if (redemption != Redemption.ACCEPTED) {
                throw new NotMeasured("a fresh token was answered " + redemption);
            }
        });
    }

    private static List<Token> tokens(TokenSigningKey key, TokenChallenge challenge) {
        return Stream.generate(() -> batch(key, challenge.digest()))
                .limit(TOKENS / BATCH)
                .parallel()
                .flatMap(List::stream)
                .toList();
    }

    private static List<Token> batch(TokenSigningKey key, ChallengeDigest challenge) {
        List<Nonce> nonces = Stream.generate(() -> OneTimeKey.generate().nonce())
                .limit(BATCH)
                .toList();
        return PendingToken.blindAll(key.publicKey(), challenge, nonces).stream()
                .map(pending -> pending.finish(key.blindSign(pending.request())))
                .toList();
    }

    private static Bytes directory(TokenSigningKey key) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new IssuerDirectory(
                        "/token-request",
                        List.of(new IssuerDirectory.Key(
                                key.publicKey(), now.minusSeconds(60), now.plus(Duration.ofHours(1)))))
                .encode();
    }
}
