package dev.jeton.issuer.it;

import static dev.jeton.issuer.it.IssuerProcess.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenPublicKey;
import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An issuer that is asked for more than it can sign. */
class PressureLoadIT {
    private static final int REQUESTS = 60;
    private static final int TOKENS = 20;
    /** On two cores that are both busy; an issuer whose event loops sign takes as long as the whole flood. */
    private static final Duration RESPONSIVE = Duration.ofSeconds(2);

    /** One thread, and room for two batches. */
    private static final Map<String, String> NARROW = Map.of(
            "jeton.issuer.work.threads", "1", "jeton.issuer.work.max-tokens", "60", "jeton.bodies.timeout", "PT1S");

    @Test
    void moreThanItCanSign_isRefusedAtOnce_andTheRestIsSigned_andHealthAnswers() throws Exception {
        IssuerProcess issuer =
                IssuerProcess.on(Stores.shared().postgres.createDatabase("pressure", "pressure"), "narrow", NARROW);
        TokenPublicKey key = issuer.signingKey().publicKey();
        List<Pending> batches = IntStream.range(0, REQUESTS)
                .mapToObj(i -> Pending.of(key, TOKENS))
                .toList();
        List<String> attestations = IntStream.range(0, REQUESTS)
                .mapToObj(i -> issuer.attest(Stores.ES, "pressure" + i, "business"))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(REQUESTS);
        try {
            List<Future<HttpResponse<byte[]>>> flood = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                Bytes batch = batches.get(i).encode();
                String attestation = attestations.get(i);
                flood.add(threads.submit(() -> issuer.batch(attestation, batch)));
            }
            assertResponsive(issuer);

            int signed = 0;
            for (int i = 0; i < REQUESTS; i++) {
                HttpResponse<byte[]> response = flood.get(i).get();
                if (response.statusCode() == 200) {
                    assertThat(batches.get(i).finish(response.body())).hasSize(TOKENS);
                    signed++;
                } else {
                    assertThat(problem(response)).isEqualTo(ProblemType.SATURATED);
                    assertThat(response.headers().firstValue("Retry-After")).isPresent();
                }
            }
            assertThat(signed).isBetween(2, REQUESTS - 1);
        } finally {
            threads.shutdownNow();
        }
        Pending afterwards = Pending.of(key, TOKENS);
        assertThat(afterwards.finish(
                        issuer.batch(attestations.get(0), afterwards.encode()).body()))
                .allMatch(key::verify);
        assertSlowBodyIsRefused(issuer, attestations.get(0));
        issuer.stop();
    }

    private static void assertSlowBodyIsRefused(IssuerProcess issuer, String attestation) {
        HttpResponse<byte[]> refused = issuer.send(issuer.post(
                        GenericBatchTokenRequest.MEDIA_TYPE, HttpRequest.BodyPublishers.ofInputStream(NeverEnding::new))
                .header("Authorization", "Bearer " + attestation));
        assertThat(problem(refused)).isEqualTo(ProblemType.BODY_TOO_SLOW);
    }

    /** One byte, and then none for longer than anybody waits. */
    private static final class NeverEnding extends InputStream {
        private boolean begun;

        @Override
        public int read() throws IOException {
            if (begun) {
                try {
                    Thread.sleep(10_000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return -1;
            }
            begun = true;
            return 1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int next = read();
            if (next == -1) {
                return -1;
            }
            bytes[offset] = (byte) next;
            return 1;
        }
    }

    private static void assertResponsive(IssuerProcess issuer) {
        long start = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            assertThat(issuer.get(issuer.management("/q/health/ready")).statusCode())
                    .isEqualTo(200);
            assertThat(issuer.get(issuer.management("/q/metrics")).statusCode()).isEqualTo(200);
            assertThat(issuer.get(issuer.at(IssuerDirectory.PATH)).statusCode()).isEqualTo(200);
        }
        assertThat(Duration.ofNanos((System.nanoTime() - start) / 9)).isLessThan(RESPONSIVE);
    }
}
