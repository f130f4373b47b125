package dev.jeton.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.wire.Bytes;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetryingTransportTest {
    private static final Request REQUEST = Request.of(
            Request.Method.POST,
            URI.create("https://dp.example/"),
            "a/b",
            Bytes.ofUtf8("x"),
            10,
            Duration.ofSeconds(1));
    private static final Response OK = new Response(200, Map.of(), Bytes.EMPTY);
    private static final Response BUSY = new Response(503, Map.of(), Bytes.EMPTY);

    private final Deque<Object> answers = new ArrayDeque<>();
    private final List<Request> sent = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final HttpTransport transport = new RetryingTransport(
            request -> {
                sent.add(request);
                Object answer = answers.remove();
                if (answer instanceof NoAnswer failure) {
                    throw failure;
                }
                return (Response) answer;
            },
            pauses::add);

    @Test
    void send_lostAnswer_isAskedForAgainWithTheVerySameRequest() throws Exception {
        answers.add(lost(NoAnswer.Reason.TIMEOUT));
        answers.add(lost(NoAnswer.Reason.BROKEN));
        answers.add(OK);

        assertThat(transport.send(REQUEST)).isSameAs(OK);
        assertThat(sent).containsExactly(REQUEST, REQUEST, REQUEST);
        assertThat(pauses)
                .satisfiesExactly(
                        first -> assertThat(first).isBetween(Duration.ofMillis(100), Duration.ofMillis(300)),
                        second -> assertThat(second).isBetween(Duration.ofMillis(200), Duration.ofMillis(600)));
    }

    @Test
    void send_threeLostAnswers_areEnough() {
        for (int i = 0; i < 4; i++) {
            answers.add(lost(NoAnswer.Reason.TIMEOUT));
        }

        assertThatThrownBy(() -> transport.send(REQUEST)).isInstanceOf(NoAnswer.class);
        assertThat(sent).hasSize(3);
    }

    @Test
    void send_badCertificate_isNotTriedAgain() {
        answers.add(lost(NoAnswer.Reason.UNTRUSTED_CERTIFICATE));

        assertThatThrownBy(() -> transport.send(REQUEST)).isInstanceOf(NoAnswer.class);
        assertThat(sent).hasSize(1);
    }

    @Test
    void send_busyService_isGivenTheTimeItAsksFor() throws Exception {
        answers.add(new Response(503, Map.of("Retry-After", List.of("2")), Bytes.EMPTY));
        answers.add(OK);

        assertThat(transport.send(REQUEST)).isSameAs(OK);
        assertThat(pauses).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void send_busyForLong_isTheCallersToKnow() throws Exception {
        Response busy = new Response(503, Map.of("Retry-After", List.of("3600")), Bytes.EMPTY);
        answers.add(busy);

        assertThat(transport.send(REQUEST)).isSameAs(busy);
        assertThat(pauses).isEmpty();
    }

    @Test
    void send_busyThreeTimes_givesTheLastAnswer() throws Exception {
        answers.add(BUSY);
        answers.add(BUSY);
        answers.add(BUSY);

        assertThat(transport.send(REQUEST)).isSameAs(BUSY);
        assertThat(sent).hasSize(3);
    }

    @Test
    void send_refusal_isNotTriedAgain() throws Exception {
        Response refusal = new Response(429, Map.of("Retry-After", List.of("1")), Bytes.EMPTY);
        answers.add(refusal);

        assertThat(transport.send(REQUEST)).isSameAs(refusal);
    }

    @Test
    void send_interrupted_stopsAndKeepsTheFlag() {
        HttpTransport interrupted = new RetryingTransport(
                request -> {
                    throw lost(NoAnswer.Reason.TIMEOUT);
                },
                duration -> {
                    throw new InterruptedException();
                });

        assertThatThrownBy(() -> interrupted.send(REQUEST))
                .isInstanceOfSatisfying(
                        NoAnswer.class, e -> assertThat(e.reason()).isEqualTo(NoAnswer.Reason.INTERRUPTED));
        assertThat(Thread.interrupted()).isTrue();
    }

    private static NoAnswer lost(NoAnswer.Reason reason) {
        return new NoAnswer(reason, "lost");
    }
}
