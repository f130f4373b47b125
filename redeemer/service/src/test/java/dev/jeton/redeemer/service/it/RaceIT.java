package dev.jeton.redeemer.service.it;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.token.Token;
import dev.jeton.redeemer.service.it.RedeemerProcess.Offer;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several redeemers on one ledger, and everybody wants everything at once. */
class RaceIT {
    private static final int TOKENS = 10_000;
    private static final int TOKENS_IN_A_REQUEST = 10;
    private static final int THREADS = 64;

    private final Stores stores = Stores.shared();

    @Test
    void everyTokenOfferedToEveryProcessAtOnce_isAcceptedExactlyOnce() throws Exception {
        List<CompletableFuture<RedeemerProcess>> starting = Stream.of("race-first", "race-second", "race-third")
                .map(name -> CompletableFuture.supplyAsync(() -> RedeemerProcess.ready(name)))
                .toList();
        List<Token> tokens = IntStream.range(0, TOKENS)
                .parallel()
                .mapToObj(i -> stores.issuer.token(stores.issuer.current, Stores.AUTHORITY))
                .toList();
        List<RedeemerProcess> redeemers =
                starting.stream().map(CompletableFuture::join).toList();
        try {
            Map<Token, AtomicInteger> acceptances = new ConcurrentHashMap<>();

            Map<String, Long> outcomes = race(redeemers, tokens, acceptances);

            assertThat(outcomes)
                    .containsOnlyKeys("accepted", "spent")
                    .containsEntry("accepted", (long) TOKENS)
                    .containsEntry("spent", (long) TOKENS * (redeemers.size() - 1));
            assertThat(acceptances)
                    .hasSize(TOKENS)
                    .allSatisfy((token, times) -> assertThat(times).hasValue(1));
        } finally {
            redeemers.forEach(RedeemerProcess::stop);
        }
    }

    /** Offers each token to each process, for another purpose each time; the offers of one token start one after another. */
    private Map<String, Long> race(
            List<RedeemerProcess> redeemers, List<Token> tokens, Map<Token, AtomicInteger> acceptances)
            throws Exception {
        HttpClient client = RedeemerProcess.client(stores.listed);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<String>>> asked = new ArrayList<>();
            for (int first = 0; first < tokens.size(); first += TOKENS_IN_A_REQUEST) {
                List<Token> some = tokens.subList(first, first + TOKENS_IN_A_REQUEST);
                for (RedeemerProcess redeemer : redeemers) {
                    String context = "of " + redeemer.at("/");
                    asked.add(threads.submit(() -> {
                        List<Offer> offers = some.stream()
                                .map(token -> new Offer(token, context))
                                .toList();
                        List<String> outcomes = redeemer.redeem(client, offers);
                        for (int i = 0; i < outcomes.size(); i++) {
                            if (outcomes.get(i).equals("accepted")) {
                                acceptances
                                        .computeIfAbsent(some.get(i), token -> new AtomicInteger())
                                        .incrementAndGet();
                            }
                        }
                        return outcomes;
                    }));
                }
            }
            List<String> all = new ArrayList<>();
            for (Future<List<String>> one : asked) {
                all.addAll(one.get());
            }
            return all.stream().collect(groupingBy(outcome -> outcome, counting()));
        } finally {
            threads.shutdownNow();
        }
    }
}
