package dev.jeton.issuer.it;

import static dev.jeton.issuer.it.IssuerProcess.await;
import static dev.jeton.issuer.it.IssuerProcess.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.problem.ProblemType;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Operators change documents while issuers run; both replicas follow. */
class DocumentsIT {
    private static final int STANDARD = 40;
    private static final Pattern LEFT = Pattern.compile(";r=(\\d+)");

    private final ToyMsp msp = ToyMsp.named("late.example", JoseAlgorithm.EDDSA);
    private final Path registration = Stores.shared().msps.resolve("late.example.yaml");
    private final Path policy = Stores.shared().policies.resolve("late.yaml");
    private final IssuerProcess issuer = Issuers.first();
    private final IssuerProcess replica = Issuers.second();

    @AfterEach
    void unregister() throws IOException {
        Files.deleteIfExists(policy);
        Files.deleteIfExists(registration);
        await(
                "unknown",
                () -> refusal(issuer) == ProblemType.MSP_UNKNOWN && refusal(replica) == ProblemType.MSP_UNKNOWN);
    }

    @Test
    void providerThatRegistersSuspendsAndResumes_isFollowedByEveryReplica() throws IOException {
        assertThat(refusal(issuer)).isEqualTo(ProblemType.MSP_UNKNOWN);
        replace(policy, Stores.policy(msp, 5_000));
        msp.register(Stores.shared().msps, false, false);
        await("known", () -> left(issuer) == STANDARD && left(replica) == STANDARD);

        msp.register(Stores.shared().msps, true, false);
        await(
                "suspended",
                () -> refusal(issuer) == ProblemType.MSP_SUSPENDED && refusal(replica) == ProblemType.MSP_SUSPENDED);

        msp.register(Stores.shared().msps, false, false);
        await("resumed", () -> left(issuer) == STANDARD && left(replica) == STANDARD);
    }

    @Test
    void policyThatIsNotValid_isRefusedAndTheLastGoodStays() throws IOException {
        register();
        replace(policy, Stores.policy(msp, 5_000).replace("maxBatch: 20", "maxBatch: 0"));
        await("refused", () -> refusedDocuments() == 1 && issuer.log().contains("event=document-refused"));
        assertThat(issuer.log()).contains("file=late.yaml last-good=in-force problem=\"spec.tiers.standard.maxBatch");
        assertThat(left(issuer)).isEqualTo(STANDARD);

        replace(
                policy,
                Stores.policy(msp, 5_000)
                        .replace("tokensPerEpoch: 40, maxBatch: 20 }", "tokensPerEpoch: 41, maxBatch: 20 }"));
        await("accepted", () -> refusedDocuments() == 0 && left(issuer) == 41);
    }

    @Test
    void policyRaisedUnderLoad_countsFromThenOnAndNothingElseHappens() throws Exception {
        register();
        String attestation = issuer.attest(msp, "busy", "standard");
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger granted = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<ProblemType>>> refusals = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                IssuerProcess asked = i % 2 == 0 ? issuer : replica;
                refusals.add(callers.submit(() -> ask(asked, attestation, stop, granted)));
            }
            await("exhausted", () -> granted.get() == STANDARD);
            replace(policy, Stores.policy(msp, 5_000).replace("tokensPerEpoch: 40", "tokensPerEpoch: 60"));
            await("raised", () -> granted.get() == 60);
            TimeUnit.MILLISECONDS.sleep(300);
            stop.set(true);
            for (Future<List<ProblemType>> refused : refusals) {
                assertThat(refused.get()).isNotEmpty().containsOnly(ProblemType.QUOTA_EXCEEDED);
            }
            assertThat(granted).hasValue(60);
        } finally {
            stop.set(true);
            callers.shutdown();
        }
    }

    private void register() throws IOException {
        replace(policy, Stores.policy(msp, 5_000));
        msp.register(Stores.shared().msps, false, false);
        await("known", () -> left(issuer) == STANDARD && left(replica) == STANDARD);
    }

    private static List<ProblemType> ask(
            IssuerProcess asked, String attestation, AtomicBoolean stop, AtomicInteger granted) {
        List<ProblemType> refusals = new ArrayList<>();
        while (!stop.get()) {
            HttpResponse<byte[]> response = asked.batch(
                    attestation, Pending.of(asked.signingKey().publicKey(), 1).encode());
            if (response.statusCode() == 200) {
                granted.incrementAndGet();
            } else {
                refusals.add(problem(response));
            }
        }
        return refusals;
    }

    private HttpResponse<byte[]> quota(IssuerProcess asked) {
        return asked.get(asked.at("/v1/quota"), "Authorization", "Bearer " + asked.attest(msp, "somebody", "standard"));
    }

    private ProblemType refusal(IssuerProcess asked) {
        HttpResponse<byte[]> response = quota(asked);
        return response.statusCode() == 200 ? ProblemType.INTERNAL_ERROR : problem(response);
    }

    private int left(IssuerProcess asked) {
        Matcher left =
                LEFT.matcher(quota(asked).headers().firstValue("RateLimit").orElse(""));
        return left.find() ? Integer.parseInt(left.group(1)) : -1;
    }

    private int refusedDocuments() {
        String metrics = new String(issuer.get(issuer.management("/q/metrics")).body(), StandardCharsets.UTF_8);
        return metrics.lines()
                .filter(line -> line.startsWith("jeton_documents_refused{kind=\"QuotaPolicy\"}"))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(-1);
    }

    private static void replace(Path file, String text) throws IOException {
        Path fresh = Files.writeString(file.resolveSibling(".fresh"), text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
