package dev.jeton.relay.it;

import static dev.jeton.relay.it.RelayProcess.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.dev.stack.RawClient;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardingIT {
    private static final byte[] SEALED =
            "a sealed request of sixty-four bytes, by somebody or by another.".getBytes(StandardCharsets.US_ASCII);

    private static final String HEAD =
            "POST /ohttp/dp HTTP/1.1\r\nHost: localhost\r\nContent-Type: message/ohttp-req\r\n";

    private final RelayProcess relay = Relays.OPEN;
    private final RawUpstream upstream = Relays.UPSTREAM;

    @Test
    void clientsOfAnyKind_areOneToTheGateway() {
        int before = upstream.received("/gateway").size();
        RawClient one = RelayProcess.client(71);
        RawClient other = RelayProcess.client(72);

        one.send(relay.port, HEAD + "Content-Length: 64\r\n", SEALED);
        other.send(relay.port, """
                POST /ohttp/dp?me=7 HTTP/1.1\r
                CONTENT-length: 64\r
                User-Agent: Other/1.0\r
                Cookie: session=7\r
                Authorization: Bearer somebody\r
                X-Forwarded-For: 203.0.113.7\r
                Forwarded: for=203.0.113.7\r
                Via: 1.1 somewhere\r
                Accept: */*\r
                Accept-Language: de\r
                Priority: u=1\r
                traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r
                content-TYPE: Message/OHTTP-req\r
                hOST: relay.example\r
                """, SEALED);
        chunkedByHttp2(SEALED);

        List<RawUpstream.Received> requests = upstream.received("/gateway").subList(before, before + 3);
        assertThat(requests)
                .extracting(RawUpstream.Received::head)
                .containsOnly(requests.get(0).head());
        assertThat(requests)
                .allSatisfy(
                        request -> assertThat(request.body()).isEqualTo(new String(SEALED, StandardCharsets.US_ASCII)));
        assertThat(requests.get(0).head().toLowerCase(Locale.ROOT).lines())
                .containsExactlyInAnyOrder(
                        "post /gateway http/1.1",
                        "content-type: message/ohttp-req",
                        "host: " + upstream.authority(),
                        "content-length: 64",
                        "");
    }

    private void chunkedByHttp2(byte[] body) {
        assertThat(relay.send(relay.post("dp", body)
                                .version(HttpClient.Version.HTTP_2)
                                .header("X-Client", "7")
                                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))))
                        .version())
                .isEqualTo(HttpClient.Version.HTTP_2);
    }

    @Test
    void answer_isTheSealedBody_itsTypeAndItsLength_andNothingElse() {
        RawClient.Answer answer = RelayProcess.client(73).send(relay.port, HEAD + "Content-Length: 64\r\n", SEALED);

        assertThat(answer.body()).isEqualTo(new String(Relays.SEALED_ANSWER, StandardCharsets.US_ASCII));
        assertThat(answer.head().toLowerCase(Locale.ROOT).lines())
                .containsExactlyInAnyOrder(
                        "http/1.1 200 ok", "content-type: message/ohttp-res", "content-length: 15", "");
    }

    /** By the default bound. */
    @Test
    void answer_ofTheMostMappings_isCarried() {
        assertThat(relay.send(relay.post("largest", SEALED)).body()).hasSize(Relays.MOST_ANSWER_BYTES);
    }

    @ParameterizedTest
    @CsvSource({
        "other-problem, 502, gateway-failed",
        "no-json, 502, gateway-failed",
        "busy, 502, gateway-failed",
        "moved, 502, gateway-failed",
        "empty, 502, gateway-failed",
        "other-type, 502, gateway-failed",
        "large, 502, gateway-failed",
        "hangs-up, 502, gateway-failed",
        "half, 502, gateway-failed",
        "no-http, 502, gateway-failed",
        "nobody, 502, gateway-unreachable",
        "old-tls, 502, gateway-unreachable",
        "other-name, 502, gateway-unreachable"
    })
    void gatewayThatIsNone_isAProblem_andIsAskedOnce(String gateway, int status, String slug) {
        int before = upstream.received("/" + gateway).size();

        HttpResponse<byte[]> answer = relay.send(relay.post(gateway, SEALED));

        assertThat(problem(answer)).isEqualTo(slug);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(upstream.received("/" + gateway)).hasSizeLessThanOrEqualTo(before + 1);
    }

    @Test
    void refusedKey_isTold_inWordsOfTheRelay() {
        HttpResponse<byte[]> answer = relay.send(relay.post("key", SEALED));

        assertThat(problem(answer)).isEqualTo("https://iana.org/assignments/http-problem-types#ohttp-key");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain("marked");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ohttp/unknown",
                "/ohttp/",
                "/ohttp",
                "/ohttp/dp/",
                "//ohttp/dp",
                "/ohttp/dp;a=b",
                "/ohttp/DP",
                "/x/../ohttp/dp",
                "/ohttp/%64p"
            })
    void anyOtherPath_isNotForwarded(String path) {
        int before = upstream.received("/gateway").size();

        RawClient.Answer answer = RelayProcess.client(74)
                .send(
                        relay.port,
                        "POST " + path
                                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: message/ohttp-req\r\nContent-Length: 64\r\n",
                        SEALED);

        assertThat(answer.problem()).isEqualTo("not-found");
        assertThat(upstream.received("/gateway")).hasSize(before);
    }

    /** A batch of 200 tokens, as the SDK seals it and asserts in its test of request sizes: nobody should have to set that. */
    @Test
    void largestBatch_isCarriedByDefault() {
        assertThat(relay.send(relay.post("dp", new byte[65_591])).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void size_isBounded_announcedOrNot(HttpClient.Version version) {
        byte[] most = new byte[Relays.MOST_REQUEST_BYTES];
        byte[] more = new byte[Relays.MOST_REQUEST_BYTES + 1];

        assertThat(relay.send(relay.post("dp", most).version(version)).statusCode())
                .isEqualTo(200);
        assertThat(problem(relay.send(relay.post("dp", more).version(version)))).isEqualTo("body-too-large");
        assertThat(problem(relay.send(relay.post("dp", more)
                        .version(version)
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(more))))))
                .isEqualTo("body-too-large");
        assertThat(problem(relay.send(relay.post("dp", new byte[0]).version(version))))
                .isEqualTo("request-malformed");
    }

    @Test
    void otherMethodsAndTypes_areProblems() {
        HttpResponse<byte[]> get = relay.get("/ohttp/dp");
        assertThat(problem(get)).isEqualTo("method-not-allowed");
        assertThat(get.headers().firstValue("Allow")).hasValue("POST");
        for (String type : new String[] {"message/ohttp-chunked-req", "message/ohttp-req; a=b", "text/plain", "*/*"}) {
            assertThat(problem(relay.send(relay.post("dp", SEALED).setHeader("Content-Type", type))))
                    .isEqualTo("media-type-unsupported");
        }
        assertThat(problem(relay.get("/"))).isEqualTo("not-found");
        assertThat(problem(relay.get("/q/health"))).isEqualTo("not-found");
    }

    @Test
    void expectation_isRefused_withoutAskingForTheBody() {
        RawClient.Answer answer = RelayProcess.client(75)
                .send(relay.port, HEAD + "Content-Length: 64\r\nExpect: 100-continue\r\n", new byte[0]);

        assertThat(answer.status()).isEqualTo(417);
        assertThat(answer.problem()).isEqualTo("expectation-refused");
    }

    @Test
    void aThousandRequests_shareThePool() {
        int before = upstream.connections();
        List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            HttpRequest request =
                    relay.post("dp", SEALED).timeout(Duration.ofSeconds(60)).build();
            answers.add(relay.http.sendAsync(request, BodyHandlers.ofByteArray()));
        }

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(upstream.connections() - before).isLessThanOrEqualTo(Relays.CONNECTIONS);
    }
}
