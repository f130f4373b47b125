package dev.jeton.issuer.it;

import static dev.jeton.issuer.it.IssuerProcess.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.TokenPublicKey;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.token.TruncatedTokenKeyId;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.stack.DevRedis;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuotaIT {
    private final IssuerProcess issuer = Issuers.first();
    private final IssuerProcess replica = Issuers.second();
    private final TokenPublicKey key = issuer.signingKey().publicKey();

    @Test
    void parallelRequestsOfOneSender_getExactlyHisQuota() throws Exception {
        String attestation = issuer.attest(Stores.ES, "parallel", "standard");
        List<Bytes> batches = IntStream.range(0, 200)
                .mapToObj(i -> Pending.of(key, 1).encode())
                .toList();

        List<HttpResponse<byte[]>> responses =
                inParallel(200, i -> (i % 2 == 0 ? issuer : replica).batch(attestation, batches.get(i)));

        assertThat(responses)
                .filteredOn(response -> response.statusCode() == 200)
                .hasSize(40);
        assertThat(responses)
                .filteredOn(response -> response.statusCode() != 200)
                .allMatch(response -> problem(response) == ProblemType.QUOTA_EXCEEDED)
                .allMatch(
                        response -> response.headers().firstValue("Retry-After").isPresent())
                .allMatch(response ->
                        response.headers().firstValue("RateLimit").orElse("").startsWith("\"epoch\";r=0;"));
    }

    @Test
    void sameBatchAtOnceFromEverywhere_isChargedOnceAndAnsweredFourTimes() throws Exception {
        String attestation = issuer.attest(Stores.ES, "repeated", "standard");
        Pending pending = Pending.of(key, 5);

        List<HttpResponse<byte[]>> responses =
                inParallel(20, i -> (i % 2 == 0 ? issuer : replica).batch(attestation, pending.encode()));

        List<HttpResponse<byte[]>> answered = responses.stream()
                .filter(response -> response.statusCode() == 200)
                .toList();
        assertThat(answered).hasSize(4);
        assertThat(answered)
                .allMatch(response ->
                        response.headers().firstValue("RateLimit").orElse("").startsWith("\"epoch\";r=35;"));
        assertThat(answered)
                .allSatisfy(response ->
                        assertThat(response.body()).isEqualTo(answered.get(0).body()));
        assertThat(pending.finish(answered.get(0).body())).allMatch(key::verify);
        assertThat(responses)
                .filteredOn(response -> response.statusCode() != 200)
                .allMatch(response -> problem(response) == ProblemType.BATCH_ANSWERED);
    }

    @Test
    void sameBatchOfAnotherSender_isHisOwn() {
        Bytes batch = Pending.of(key, 5).encode();
        for (String sender : List.of("one", "two")) {
            HttpResponse<byte[]> response = issuer.batch(issuer.attest(Stores.ES, sender, "standard"), batch);
            assertThat(response.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"epoch\";r=35;");
        }
    }

    @Test
    void batchAtTheEdge_isRefusedWhole_andTheRestCanStillBeHad() {
        String attestation = issuer.attest(Stores.ES, "edge", "standard");
        assertThat(issuer.batch(attestation, Pending.of(key, 20).encode()).statusCode())
                .isEqualTo(200);
        assertThat(issuer.batch(attestation, Pending.of(key, 15).encode()).statusCode())
                .isEqualTo(200);

        HttpResponse<byte[]> over = issuer.batch(attestation, Pending.of(key, 6).encode());
        assertThat(problem(over)).isEqualTo(ProblemType.QUOTA_EXCEEDED);
        assertThat(over.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"epoch\";r=5;");

        assertThat(issuer.batch(attestation, Pending.of(key, 5).encode()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void senderInAnotherTier_doesNotStartAgain() {
        Bytes batch = Pending.of(key, 20).encode();
        assertThat(issuer.batch(issuer.attest(Stores.ES, "mover", "standard"), batch)
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<byte[]> moved = issuer.batch(
                issuer.attest(Stores.ES, "mover", "business"),
                Pending.of(key, 20).encode());
        assertThat(moved.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"epoch\";r=960;");
    }

    @Test
    void tierWithRoomForThree_takesNoFourth() throws Exception {
        List<HttpResponse<byte[]>> responses = inParallel(
                8,
                i -> issuer.batch(
                        issuer.attest(Stores.ES, "crowd" + i, "crowded"),
                        Pending.of(key, 1).encode()));
        assertThat(responses)
                .filteredOn(response -> response.statusCode() == 200)
                .hasSize(3);
        assertThat(responses)
                .filteredOn(response -> response.statusCode() != 200)
                .allMatch(response -> problem(response) == ProblemType.QUOTA_EXCEEDED);
    }

    @Test
    void providersQuota_boundsAllItsSendersTogether() throws Exception {
        List<HttpResponse<byte[]>> responses = inParallel(
                10,
                i -> issuer.batch(
                        issuer.attest(Stores.SMALL, "many" + i, "standard"),
                        Pending.of(key, 20).encode()));
        assertThat(responses)
                .filteredOn(response -> response.statusCode() == 200)
                .hasSize(2);
        assertThat(responses)
                .filteredOn(response -> response.statusCode() != 200)
                .allMatch(response -> problem(response) == ProblemType.QUOTA_EXCEEDED)
                .allMatch(response ->
                        response.headers().firstValue("RateLimit").orElse("").startsWith("\"epoch\";r=10;"));
    }

    @Test
    void tierThatThePolicyDoesNotHave_isRefused() {
        Bytes batch = Pending.of(key, 1).encode();
        assertThat(problem(issuer.batch(issuer.attest(Stores.ES, "x", "golden"), batch)))
                .isEqualTo(ProblemType.TIER_UNKNOWN);
    }

    @Test
    void everyAnswerToASender_saysInTheDraftsSyntaxWhereHeStands() {
        String attestation = issuer.attest(Stores.ES, "fields", "standard");
        Pending pending = Pending.of(key, 20);
        TokenRequest good = pending.requests().get(0);
        TruncatedTokenKeyId otherKey =
                new TruncatedTokenKeyId(good.truncatedTokenKeyId().value() ^ 1);
        Bytes partial =
                new GenericBatchTokenRequest(List.of(good, new TokenRequest(otherKey, good.blindedMessage()))).encode();

        assertFields(issuer.batch(attestation, pending.encode()), 200, 20);
        assertFields(issuer.batch(attestation, partial), 206, 19);
        assertFields(issuer.batch(attestation, Pending.of(key, 20).encode()), 429, 19);
        assertFields(issuer.get(issuer.at("/v1/quota"), "Authorization", "Bearer " + attestation), 200, 19);
    }

    @Test
    void batch_isOneScriptInRedis() {
        DevRedis redis = Stores.shared().redis;
        String attestation = issuer.attest(Stores.ES, "counted", "standard");
        long before = redis.calls("evalsha");
        for (int i = 0; i < 10; i++) {
            assertThat(issuer.batch(attestation, Pending.of(key, 2).encode()).statusCode())
                    .isEqualTo(200);
        }
        assertThat(redis.calls("evalsha") - before).isEqualTo(10);
    }

    /** Lists of one string each, with integers that a structured field can hold (RFC 9651, Section 3.3.1). */
    private static void assertFields(HttpResponse<byte[]> response, int status, int left) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().allValues("RateLimit-Policy")).containsExactly("\"epoch\";q=40;w=86400");
        assertThat(response.headers().allValues("RateLimit"))
                .singleElement()
                .asString()
                .matches("\"epoch\";r=" + left + ";t=(0|[1-9]\\d{0,14})");
    }

    private static <T> List<T> inParallel(int count, IntFunction<T> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(count, 50));
        try {
            List<Callable<T>> calls = IntStream.range(0, count)
                    .<Callable<T>>mapToObj(i -> () -> call.apply(i))
                    .toList();
            ArrayList<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }
}
