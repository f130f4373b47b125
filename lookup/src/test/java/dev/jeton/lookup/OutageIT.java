package dev.jeton.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.lookup.testing.DpClient;
import dev.jeton.lookup.testing.DpClient.Coin;
import dev.jeton.lookup.testing.LookupStack;
import dev.jeton.lookup.testing.TestIssuer;
import dev.jeton.lookup.testing.TestOwner;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(LookupStack.class)
class OutageIT {
    private static final String MSP = "mimi://msp.example";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LookupStack stack = LookupStack.running();
    private final DpClient client = new DpClient(stack);

    @AfterEach
    void storesAreBack() throws Exception {
        if (!stack.postgres().isRunning()) {
            stack.postgres().restart();
        }
        if (!stack.redis().isRunning()) {
            stack.redis().restart();
        }
        awaitStatus(200, "/q/health/ready");
    }

    @Test
    void redisDown_nothingIsAnsweredAndTheTokenStaysGood() throws Exception {
        TestOwner owner = publishedOwner("tel:+14155556401");
        Coin coin = client.coin();

        stack.redis().stop();

        HttpResponse<byte[]> refused = client.lookup(coin, owner.csi());
        assertThat(DpClient.problem(refused)).isEqualTo(ProblemType.LEDGER_UNAVAILABLE);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(client.get(stack.management() + "/q/health/ready").statusCode())
                .isEqualTo(503);
        assertThat(client.get(stack.management() + "/q/health/live").statusCode())
                .isEqualTo(200);
        assertThat(DpClient.problem(client.publish(owner.mapping(stack.dpAuthority(), 2, MSP))))
                .as("what cannot be counted is not stored")
                .isEqualTo(ProblemType.STORE_UNAVAILABLE);
        assertThat(DpClient.problem(client.remove(owner.removal(stack.dpAuthority(), 1))))
                .isEqualTo(ProblemType.STORE_UNAVAILABLE);
        String byCsip = stack.csip().remove(owner.csi(), stack.dpAuthority(), Instant.now());
        assertThat(DpClient.problem(client.remove(byCsip))).isEqualTo(ProblemType.STORE_UNAVAILABLE);

        stack.redis().restart();
        awaitStatus(200, "/q/health/ready");
        assertThat(DpClient.answer(client.lookup(coin, owner.csi())).mappings()).hasSize(1);
    }

    @Test
    void postgresDown_spentTokenIsReplayedForItsQuestionAlone() throws Exception {
        TestOwner owner = publishedOwner("tel:+14155556402");
        Coin coin = client.coin();

        stack.postgres().stop();

        HttpResponse<byte[]> refused = client.lookup(coin, owner.csi());
        assertThat(DpClient.problem(refused)).isEqualTo(ProblemType.STORE_UNAVAILABLE);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(DpClient.problem(client.publish(owner.mapping(stack.dpAuthority(), 2, MSP))))
                .isEqualTo(ProblemType.STORE_UNAVAILABLE);
        assertThat(client.get(stack.management() + "/q/health/ready").statusCode())
                .isEqualTo(503);
        assertThat(client.get(stack.management() + "/q/health/live").statusCode())
                .isEqualTo(200);

        stack.postgres().restart();
        awaitStatus(200, "/q/health/ready");
        assertThat(DpClient.problem(client.lookup(coin, new Csi("tel:+14155556403"))))
                .isEqualTo(ProblemType.TOKEN_SPENT);
        assertThat(DpClient.answer(client.lookup(coin, owner.csi())).mappings())
                .as("not the one that was refused")
                .hasSize(1);
    }

    @Test
    void postgresKnownToBeDown_costsNobodyAToken() throws Exception {
        Coin first = client.coin();
        Coin second = client.coin();
        Csi csi = new Csi("tel:+14155556407");

        stack.postgres().stop();
        assertThat(DpClient.problem(client.lookup(first, csi))).isEqualTo(ProblemType.STORE_UNAVAILABLE);
        assertThat(DpClient.problem(client.lookup(second, csi))).isEqualTo(ProblemType.STORE_UNAVAILABLE);
        stack.postgres().restart();
        awaitStatus(200, "/q/health/ready");

        assertThat(client.lookup(second, new Csi("tel:+14155556408")).statusCode())
                .as("another question, so the token had not been spent")
                .isEqualTo(200);
    }

    @Test
    void postgresKnownToBeDown_usesUpNobodysLimit() throws Exception {
        TestOwner owner = publishedOwner("tel:+14155556409");
        String next = owner.mapping(stack.dpAuthority(), 2, MSP);
        String removal = owner.removal(stack.dpAuthority(), 2);

        stack.postgres().stop();
        for (int i = 0; i < 8; i++) {
            assertThat(DpClient.problem(client.publish(next))).isEqualTo(ProblemType.STORE_UNAVAILABLE);
            assertThat(DpClient.problem(client.remove(removal))).isEqualTo(ProblemType.STORE_UNAVAILABLE);
        }
        stack.postgres().restart();
        awaitStatus(200, "/q/health/ready");

        assertThat(client.publish(next).statusCode()).isEqualTo(204);
        assertThat(client.remove(removal).statusCode()).isEqualTo(204);
    }

    @Test
    void postgresKilledUnderLoad_everyAnswerIsWholeOrAProblem() throws Exception {
        TestOwner owner = publishedOwner("tel:+14155556404");
        Instant end = Instant.now().plusSeconds(3);
        boolean killed = false;
        while (Instant.now().isBefore(end)) {
            HttpResponse<byte[]> response = client.lookup(client.coin(), owner.csi());
            if (response.statusCode() == 200) {
                assertThat(DpClient.answer(response).mappings()).hasSize(1);
            } else {
                assertThat(DpClient.problem(response)).isEqualTo(ProblemType.STORE_UNAVAILABLE);
            }
            if (!killed) {
                stack.postgres().kill();
                killed = true;
            }
        }
        stack.postgres().restart();
        awaitStatus(200, "/q/health/ready");

        assertThat(DpClient.answer(client.lookup(client.coin(), owner.csi())).mappings())
                .hasSize(1);
    }

    @Test
    void postgresHanging_isGivenUpAndResumes() throws Exception {
        TestOwner owner = publishedOwner("tel:+14155556405");
        String pid = Files.readAllLines(stack.postgres().dataDirectory().resolve("postmaster.pid"))
                .get(0);
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        List<ProcessHandle> backends =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();

        signal("STOP", backends);
        try {
            for (int i = 0; i < 3; i++) {
                assertThat(DpClient.problem(client.lookup(client.coin(), owner.csi())))
                        .isEqualTo(ProblemType.STORE_UNAVAILABLE);
            }
        } finally {
            signal("CONT", backends);
        }

        assertThat(DpClient.answer(client.lookup(client.coin(), owner.csi())).mappings())
                .hasSize(1);
    }

    @Test
    void issuerDown_knownKeysStayGoodAndOtherTokensMayBeGoodLater() throws Exception {
        OneTimeKey key = OneTimeKey.generate();
        TestIssuer issuer = stack.issuer();
        Coin unknown = new Coin(issuer.token(issuer.unpublishedKey(), stack.dpAuthority(), key.nonce()), key);
        Csi csi = new Csi("tel:+14155556406");

        issuer.stop();
        try {
            Instant end = Instant.now().plus(PATIENCE);
            ProblemType refusal;
            do {
                refusal = DpClient.problem(client.lookup(unknown, csi));
            } while (refusal == ProblemType.TOKEN_UNKNOWN_KEY && Instant.now().isBefore(end));
            assertThat(refusal).isEqualTo(ProblemType.KEYS_UNAVAILABLE);
            assertThat(client.lookup(client.coin(), csi).statusCode()).isEqualTo(200);
            assertThat(client.get(stack.management() + "/q/health/ready").statusCode())
                    .isEqualTo(200);
        } finally {
            issuer.restart();
        }
    }

    private static void signal(String name, List<ProcessHandle> processes) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    private TestOwner publishedOwner(String csi) throws Exception {
        TestOwner owner = new TestOwner(stack.csip(), new Csi(csi));
        assertThat(client.publish(owner.mapping(stack.dpAuthority(), 1, MSP)).statusCode())
                .isEqualTo(204);
        return owner;
    }

    private void awaitStatus(int status, String path) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        int last;
        do {
            last = client.get(stack.management() + path).statusCode();
            if (last == status) {
                return;
            }
            Thread.sleep(100);
        } while (Instant.now().isBefore(end));
        assertThat(last).as(path).isEqualTo(status);
    }
}
