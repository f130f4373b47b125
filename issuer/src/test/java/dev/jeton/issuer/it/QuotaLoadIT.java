package dev.jeton.issuer.it;

import static dev.jeton.issuer.it.IssuerProcess.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenPublicKey;
import dev.jeton.crypto.token.TokenRequest;
import dev.jeton.crypto.wire.Bytes;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Quotas under load, with two replicas and stores that come and go. By name only: it takes a minute. */
class QuotaLoadIT {
    private static final ToyMsp MSP = Stores.ES;
    private static final ToyMsp BOUNDED_MSP = Stores.SMALL;
    private static final int SENDER_EDGE = 1_000;
    private static final int MSP_EDGE = 500;

    private static OwnIssuers own;

    @BeforeAll
    static void start() {
        own = new OwnIssuers(
                List.of(
                        Quotas.policy(MSP, 1_000_000, Map.of("edge", SENDER_EDGE, "free", 100_000)),
                        Quotas.policy(BOUNDED_MSP, MSP_EDGE, Map.of("free", 100_000))),
                true);
    }

    @AfterAll
    static void end() {
        own.close();
    }

    @Test
    void tenThousandRequestsOfOneSender_issueExactlyItsQuota() {
        String attestation = own.first.attest(MSP, "crowd", "edge");

        assertIssued(SENDER_EDGE, 10_000, i -> attestation);
        assertThat(Quotas.charged(own.first, attestation)).isEqualTo(SENDER_EDGE);
    }

    @Test
    void requestsOfManySenders_issueExactlyTheirProvidersQuota() {
        List<String> attestations = IntStream.range(0, 200)
                .mapToObj(i -> own.first.attest(BOUNDED_MSP, "one-of-many" + i, "free"))
                .toList();

        assertIssued(MSP_EDGE, 1_000, i -> attestations.get(i % attestations.size()));
    }

    @Test
    void sameBatchFiftyTimesAtOnce_isChargedOnce_andAnsweredFourTimesAtMost() {
        String attestation = own.first.attest(MSP, "fifty", "free");
        Pending batch = Pending.of(key(), 10);

        List<HttpResponse<byte[]>> answers = new Crowd(own.both())
                .send(Collections.nCopies(
                        50,
                        issuer -> request(issuer, GenericBatchTokenRequest.MEDIA_TYPE, batch.encode(), attestation)));

        List<Bytes> answered = answers.stream()
                .filter(answer -> answer.statusCode() == 200)
                .map(answer -> Bytes.of(answer.body()))
                .toList();
        assertThat(answered).hasSizeBetween(1, 4).containsOnly(answered.get(0));
        assertThat(batch.finish(answered.get(0).toArray())).allMatch(key()::verify);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() != 200 && answer.statusCode() != 503)
                .allMatch(answer -> problem(answer) == ProblemType.BATCH_ANSWERED);
        assertThat(Quotas.charged(own.second, attestation)).isEqualTo(10);
    }

    @Test
    void redisRestartsUnderLoad_nothingIsChargedTwiceOrLost() throws Exception {
        try (Load load = Load.on(own, MSP, "free", "redis-restart")) {
            load.awaitAnswers(50);
            own.redis.kill();
            own.redis.restart();
            load.awaitAnswers(100);
            own.redis.stop();
            own.redis.restart();
            load.awaitAnswers(100);
            load.finish();
            own.awaitReady();
            load.assertChargedForWhatTheyGot(own.both());
            assertThat(load.unavailable()).isPositive();
            assertThat(load.cutOff()).isZero();
        }
    }

    @Test
    void postgresRestartsUnderLoad_nobodyNotices() throws Exception {
        IssuerDirectory before = own.first.directory();
        try (Load load = Load.on(own, MSP, "free", "postgres-restart")) {
            load.awaitAnswers(50);
            own.postgres.stop();
            load.awaitAnswers(100);
            own.postgres.restart();
            load.awaitAnswers(100);
            own.postgres.kill();
            own.postgres.restart();
            load.awaitAnswers(100);
            load.finish();
            load.assertChargedForWhatTheyGot(own.both());
            assertThat(load.unavailable()).isZero();
            assertThat(load.cutOff()).isZero();
        }
        own.awaitReady();
        assertThat(own.first.directory()).isEqualTo(before);
        assertThat(own.second.directory()).isEqualTo(before);
    }

    @Test
    void replicaIsStoppedUnderLoad_whatWasChargedIsHadFromTheOther() throws Exception {
        try (Load load = Load.on(own, MSP, "free", "stopped")) {
            load.awaitAnswers(50);
            own.second.stop();
            load.awaitAnswers(100);
            load.finish();
            load.assertChargedForWhatTheyGot(List.of(own.first));
        }
        own.second.restart();
        own.awaitReady();
    }

    private static TokenPublicKey key() {
        return own.first.signingKey().publicKey();
    }

    /**
     * That {@code requests} for one token each, all at once, get {@code expected} tokens. Who is told to come again does
     * until he knows: what was charged and not answered is had then.
     */
    private static void assertIssued(int expected, int requests, IntFunction<String> attestations) {
        TokenPublicKey key = key();
        List<Bytes> bodies = IntStream.range(0, requests)
                .parallel()
                .mapToObj(i -> Pending.of(key, 1).requests().get(0).encode())
                .toList();
        Crowd crowd = new Crowd(own.both());
        List<Integer> waiting = IntStream.range(0, requests).boxed().toList();
        int issued = 0;
        for (int round = 0; !waiting.isEmpty() && round < 20; round++) {
            List<Integer> asking = waiting;
            List<HttpResponse<byte[]>> answers = crowd.send(asking.stream()
                    .<Function<IssuerProcess, HttpRequest.Builder>>map(i ->
                            issuer -> request(issuer, TokenRequest.MEDIA_TYPE, bodies.get(i), attestations.apply(i)))
                    .toList());
            waiting = IntStream.range(0, answers.size())
                    .filter(i -> answers.get(i).statusCode() == 503)
                    .mapToObj(asking::get)
                    .toList();
            issued += (int) answers.stream()
                    .filter(answer -> answer.statusCode() == 200)
                    .count();
            assertThat(answers)
                    .filteredOn(answer -> answer.statusCode() != 200 && answer.statusCode() != 503)
                    .allMatch(answer -> problem(answer) == ProblemType.QUOTA_EXCEEDED);
        }
        assertThat(waiting).isEmpty();
        assertThat(issued).isEqualTo(expected);
    }

    private static HttpRequest.Builder request(IssuerProcess issuer, String mediaType, Bytes body, String attestation) {
        return issuer.post(mediaType, HttpRequest.BodyPublishers.ofByteArray(body.toArray()))
                .header("Authorization", "Bearer " + attestation);
    }
}
