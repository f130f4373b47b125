package dev.jeton.service.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.bhttp.BinaryRequest;
import dev.jeton.crypto.bhttp.BinaryResponse;
import dev.jeton.crypto.bhttp.Fields;
import dev.jeton.crypto.bhttp.HttpDate;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.discovery.SourceOutcome;
import dev.jeton.crypto.discovery.SourceResult;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.ohttp.OhttpClientRequest;
import dev.jeton.crypto.ohttp.OhttpGateway;
import dev.jeton.crypto.ohttp.OhttpKeyPair;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.service.TestEventLog;
import dev.jeton.service.http.Answer;
import dev.jeton.service.http.Asked;
import dev.jeton.service.http.Endpoint;
import dev.jeton.service.http.Problems;
import dev.jeton.service.http.Refusal;
import dev.jeton.service.http.TestProblems;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to what a gateway has opened, its client gets a sealed answer, and the relay sees one size. */
class SealedAnswersTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String AUTHORITY = "dp.example";
    private static final int SIZE = 16 * 1024;
    /** A nonce, and the tag of the cipher. */
    private static final int SEALING = 16 + 16;

    private static final AnswerPace AT_ONCE = new AnswerPace(Duration.ZERO, 1, new Silent());

    private final OhttpKeyPair key = OhttpKeyPair.generate(7);
    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final Set<Bytes> remembered = new HashSet<>();

    @Test
    void to_whatTheEndpointAnswers_isSealedAndPadded() {
        Opened opened = ask(AT_ONCE, asked -> answer("{}"));

        assertThat(opened.response().status()).isEqualTo(200);
        assertThat(opened.response().content()).isEqualTo(Bytes.ofUtf8("{}"));
        assertThat(opened.sealedBytes()).isEqualTo(SIZE + SEALING);
        assertCounted("led-on");
    }

    static Stream<Function<Asked, Uni<Answer>>> failures() {
        return Stream.of(
                asked -> {
                    throw new IllegalStateException("tel:+14155550123");
                },
                asked -> Uni.createFrom().failure(new IllegalStateException("tel:+14155550123")),
                asked -> Uni.createFrom().item(() -> {
                    throw new StackOverflowError("tel:+14155550123");
                }),
                // What cannot be written as a binary HTTP message.
                asked -> Uni.createFrom().item(Answer.of(204).with("no field name", "")),
                asked -> Uni.createFrom().item(Answer.of(99)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void to_endpointThatMakesAMistake_isSealedAndPaddedAndTellsNothingOfIt(Function<Asked, Uni<Answer>> endpoint) {
        Opened opened = ask(AT_ONCE, endpoint);

        assertThat(opened.response().status()).isEqualTo(500);
        assertThat(opened.problem().type()).isEqualTo(ProblemType.INTERNAL_ERROR);
        assertThat(opened.problem().detail()).isEmpty();
        assertThat(opened.sealedBytes()).isEqualTo(SIZE + SEALING);
    }

    @Test
    void to_endpointThatRefuses_isSealedAndPaddedWithItsFields() {
        Opened opened = ask(
                AT_ONCE,
                asked -> Uni.createFrom()
                        .failure(Refusal.of(ProblemType.TOKEN_MISSING).with("WWW-Authenticate", "PrivateToken")));

        assertThat(opened.problem().type()).isEqualTo(ProblemType.TOKEN_MISSING);
        assertThat(opened.response().headers().all("www-authenticate")).containsExactly("PrivateToken");
        assertThat(opened.sealedBytes()).isEqualTo(SIZE + SEALING);
        assertCounted("led-on");
    }

    @Test
    void to_whatIsNoMessage_isSealedAndPadded() {
        Opened opened = open(AT_ONCE, asked -> answer("{}"), Bytes.ofUtf8("no message"));

        assertThat(opened.problem().type()).isEqualTo(ProblemType.REQUEST_MALFORMED);
        assertThat(opened.sealedBytes()).isEqualTo(SIZE + SEALING);
        assertCounted("request-malformed");
    }

    @Test
    void to_sameEncapsulationTwice_isRefusedAndLedOnOnce() {
        SealedAnswers answers = answers(AT_ONCE, asked -> answer("{}"));
        OhttpClientRequest client = key.config().encapsulate(request(NOW).encode());

        assertThat(opened(answers, client).response().status()).isEqualTo(200);
        Opened again = opened(answers, client);

        assertThat(again.problem().type()).isEqualTo(ProblemType.REQUEST_REPLAYED);
        assertThat(again.sealedBytes()).isEqualTo(SIZE + SEALING);
        assertCounted("led-on", "request-replayed");
    }

    /** Before anything is remembered of it: who is told may come again. */
    @Test
    void to_dateThatIsFarAway_isToldTheTimeHere() {
        Opened opened = open(
                AT_ONCE, asked -> answer("{}"), request(NOW.plusSeconds(121)).encode());

        assertThat(opened.problem().type()).isEqualTo(ProblemType.DATE);
        assertThat(opened.response().headers().all("date")).containsExactly(HttpDate.format(NOW));
        assertThat(opened.sealedBytes()).isEqualTo(SIZE + SEALING);
        assertThat(remembered).isEmpty();
        assertCounted("date");
    }

    @Test
    void to_moreThanMayWait_isSealedAndPaddedAndCounted() {
        AnswerPace one = new AnswerPace(Duration.ofSeconds(1), 1, new Silent());
        answers(one, asked -> answer("{}"))
                .to(
                        gateway()
                                .decapsulate(key.config()
                                        .encapsulate(request(NOW).encode())
                                        .encapsulated()),
                        0)
                .subscribe()
                .with(left -> {});
        assertCounted("led-on");

        Opened opened = ask(one, asked -> answer("{}"));

        assertThat(opened.problem().type()).isEqualTo(ProblemType.SATURATED);
        assertThat(opened.sealedBytes()).isEqualTo(SIZE + SEALING);
        assertCounted("led-on", "saturated");
    }

    /** What docs/operations/gateway.md says that a relay has to carry. */
    @ParameterizedTest
    @CsvSource({"1, 16384", "2, 32768", "8, 131072", "16, 262144"})
    void to_mappingsOfTheLargestSize_areSeenAsTheNextDouble(int mappings, int size) {
        String largest = "a".repeat(Mapping.MAX_CHARS);
        LookupAnswer answer = new LookupAnswer(
                Collections.nCopies(mappings, largest),
                List.of(new SourceResult(new Authority(AUTHORITY), SourceOutcome.ANSWERED)));

        Opened opened =
                ask(AT_ONCE, asked -> Uni.createFrom().item(Answer.of(200, LookupAnswer.MEDIA_TYPE, answer.encode())));

        assertThat(LookupAnswer.parse(opened.response().content()).mappings()).hasSize(mappings);
        assertThat(opened.sealedBytes()).isEqualTo(size + SEALING);
    }

    private record Opened(BinaryResponse response, int sealedBytes) {
        Problem problem() {
            return Problem.parse(response.content()).orElseThrow();
        }
    }

    private Opened ask(AnswerPace pace, Function<Asked, Uni<Answer>> endpoint) {
        return open(pace, endpoint, request(NOW).encode());
    }

    private Opened open(AnswerPace pace, Function<Asked, Uni<Answer>> endpoint, Bytes message) {
        return opened(answers(pace, endpoint), key.config().encapsulate(message));
    }

    private Opened opened(SealedAnswers answers, OhttpClientRequest client) {
        Bytes sealed = answers.to(gateway().decapsulate(client.encapsulated()), 0)
                .await()
                .atMost(Duration.ofSeconds(30));
        return new Opened(BinaryResponse.parse(client.open(sealed)), sealed.size());
    }

    private OhttpGateway gateway() {
        return new OhttpGateway(List.of(key));
    }

    private SealedAnswers answers(AnswerPace pace, Function<Asked, Uni<Answer>> endpoint) {
        GatewayConfig config = new TestGatewayConfig(SIZE);
        Problems problems = TestProblems.ofAnyService();
        Replays replays = new Replays(
                config,
                (keys, arguments) ->
                        Uni.createFrom().item(() -> List.of(remembered.add(Bytes.of(keys.get(0))) ? 1L : 0L)),
                () -> NOW);
        return new SealedAnswers(
                config,
                new InnerRequests(Optional.of(AUTHORITY), List.of(new Asking(endpoint))),
                replays,
                problems,
                new GatewayEvents(metrics, problems, TestEventLog.of("sealed-answers-test")),
                pace);
    }

    private void assertCounted(String... outcomes) {
        assertThat(metrics.find("jeton.gateway.requests").counters())
                .allMatch(counter -> counter.count() == 1)
                .extracting(SealedAnswersTest::outcome)
                .containsExactlyInAnyOrder(outcomes);
    }

    private static String outcome(Counter counter) {
        return String.valueOf(counter.getId().getTag("outcome"));
    }

    private static Uni<Answer> answer(String json) {
        return Uni.createFrom().item(Answer.of(200, "application/json", Bytes.ofUtf8(json)));
    }

    private static BinaryRequest request(Instant date) {
        return new BinaryRequest(
                "POST",
                "https",
                AUTHORITY,
                Asking.PATH,
                Fields.EMPTY.with("date", HttpDate.format(date)),
                Bytes.EMPTY,
                Fields.EMPTY);
    }

    private record Asking(Function<Asked, Uni<Answer>> answering) implements Endpoint {
        static final String PATH = "/v1/asking";

        @Override
        public String method() {
            return "POST";
        }

        @Override
        public String path() {
            return PATH;
        }

        @Override
        public Optional<String> mediaType() {
            return Optional.empty();
        }

        @Override
        public int maxBytes() {
            return 0;
        }

        @Override
        public Uni<Answer> answer(Asked asked) {
            return answering.apply(asked);
        }
    }

    /** Never rings: what waits, waits. */
    private static final class Silent implements Alarms {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void ring(long dueNanos, Runnable task) {}

        @Override
        public void close() {}
    }
}
