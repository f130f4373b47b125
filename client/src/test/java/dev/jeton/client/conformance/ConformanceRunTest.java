package dev.jeton.client.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.client.TestDiscoveryProvider;
import dev.jeton.client.TestIssuer;
import dev.jeton.client.TestRecipient;
import dev.jeton.client.conformance.Result.Verdict;
import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.JdkTlsProbe;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.oblivious.TestRelays;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a run goes on and ends, whatever its checks do. */
class ConformanceRunTest {
    private final TestRelays network = new TestRelays(new TestIssuer(), new TestDiscoveryProvider());

    @Test
    void check_thatEndsUnforeseen_failsItsLine_andTheNextIsMade() throws Exception {
        List<Result> told = new ArrayList<>();

        ConformanceRun run = ConformanceRun.of(
                deployment(network),
                List.of(
                        check("R1", new IllegalStateException("answer\nof two lines " + "x".repeat(10_000))),
                        check("R2", MalformedMessage.of("proof", "at most 64 bytes, got 65")),
                        check("R3", new NullPointerException()),
                        new Check("R4", "something", deployment -> "seen")),
                told::add);

        assertThat(run.conforms()).isFalse();
        assertThat(run.results())
                .isEqualTo(told)
                .extracting(Result::verdict)
                .containsExactly(Verdict.FAIL, Verdict.FAIL, Verdict.FAIL, Verdict.PASS);
        assertThat(told.get(0).line())
                .startsWith(
                        "R1 fail the check could not read what it got: IllegalStateException: answer of two lines xx")
                .endsWith("... (demanded: something)")
                .hasSizeLessThan(400);
        assertThat(told.get(1).text()).contains("MalformedMessage: ", "proof", "got 65");
        assertThat(told.get(2).text()).contains("NullPointerException");
    }

    @Test
    void run_withoutAService_checksNothing() {
        List<Result> told = new ArrayList<>();
        HttpTransport nobody = request -> {
            throw new NoAnswer(NoAnswer.Reason.UNREACHABLE, "nobody there");
        };

        assertThatThrownBy(() -> ConformanceRun.of(
                        deployment(nobody), List.of(new Check("R4", "something", it -> "seen")), told::add))
                .isInstanceOf(NoAnswer.class);
        assertThat(told).isEmpty();
    }

    private static Check check(String id, RuntimeException unforeseen) {
        return new Check(id, "something", deployment -> {
            throw unforeseen;
        });
    }

    private static Deployment deployment(HttpTransport transport) {
        return new Deployment(
                new Target(
                        TestIssuer.ORIGIN,
                        TestDiscoveryProvider.ORIGIN,
                        TestRelays.RELAY,
                        List.of(TestRelays.MIRROR),
                        new Target.Attester(new MspUri("mimi://msp.example"), "standard", TestRecipient.CSIP_KEY),
                        new Target.Range(TestRecipient.CSIP, "test.example", TestRecipient.CSIP_KEY)),
                transport,
                new JdkTlsProbe(),
                () -> TestIssuer.NOW);
    }
}
