package dev.jeton.relay.it;

import static dev.jeton.relay.it.RelayProcess.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.dev.stack.RawClient;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorIT {
    private final RelayProcess relay = Relays.OPEN;
    private final RawUpstream upstream = Relays.UPSTREAM;

    private static String asking(String url) {
        return "/mirror?target=" + URLEncoder.encode(url, StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> ask(String name) {
        return relay.get(asking(Mirrored.url(name)));
    }

    @Test
    void document_isABinaryResponse_withItsTypeAndLifetimeAlone() {
        HttpResponse<byte[]> answer = ask("document");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("message/bhttp");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, max-age=600");
        assertThat(Integer.parseInt(answer.headers().firstValue("Age").orElseThrow()))
                .isBetween(5, 599);
        String inner = new String(answer.body(), StandardCharsets.ISO_8859_1);
        // Known-length response, status 200 in two bytes, then 64 in two: 12 + 1 + 16 + 1 and 13 + 1 + 19 + 1 bytes of
        // fields.
        assertThat(inner)
                .isEqualTo("\u0001@\u00c8@@"
                        + "\u000ccontent-type\u0010application/json"
                        + "\rcache-control\u0013public, max-age=600"
                        + "\u0010{\"a\":\"document\"}"
                        + "\u0000");
    }

    @Test
    void target_isAskedByTheRelayAlone_andOnce() {
        List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            HttpRequest request = HttpRequest.newBuilder(relay.at(asking(Mirrored.url("shared"))))
                    .header("Cookie", "client=" + i)
                    .header("Accept", "text/x-" + i)
                    .header("Cache-Control", "no-cache")
                    .build();
            answers.add(relay.http.sendAsync(request, BodyHandlers.ofByteArray()));
        }
        byte[] first = answers.get(0).join().body();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo(first));
        assertThat(upstream.received("/m/shared")).hasSize(1);
        assertThat(upstream.received("/m/shared")
                        .get(0)
                        .head()
                        .toLowerCase(Locale.ROOT)
                        .lines())
                .containsExactlyInAnyOrder(
                        "get /m/shared http/1.1", "accept: application/json", "host: " + upstream.authority(), "");
    }

    @Test
    void copyThatIsNotFreshAnyMore_isFetchedAgain() {
        assertThat(ask("brief").statusCode()).isEqualTo(200);
        int before = upstream.received("/m/brief").size();

        RelayProcess.await("fetched again", () -> {
            assertThat(ask("brief")
                            .headers()
                            .firstValue("Age")
                            .map(Integer::parseInt)
                            .orElseThrow())
                    .isLessThan(2);
            return upstream.received("/m/brief").size() > before;
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "too-brief",
                "private",
                "no-store",
                "no-lifetime",
                "stale",
                "html",
                "encoded",
                "gone",
                "moved",
                "too-large"
            })
    void whatIsNotForEverybody_isRefused_andTheTargetLeftAlone(String name) {
        int before = upstream.received("/m/" + name).size();

        HttpResponse<byte[]> answer = ask(name);

        assertThat(problem(answer)).isEqualTo("target-unavailable");
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(upstream.received("/m/" + name)).hasSize(before + 1);
    }

    @Test
    void largestDocument_isMirrored() {
        assertThat(ask("largest").body()).hasSizeGreaterThan(Mirrored.MOST_BYTES);
    }

    @Test
    void anyOtherUrl_isNotConnectedTo() {
        RawUpstream inside = new RawUpstream(RelayProcess.AUTHORITY.issue("inside"), "TLSv1.3");
        String known = Mirrored.url("document");
        String authority = upstream.authority();
        for (String url : List.of(
                inside.url("/"),
                known + "/",
                known + "?a=b",
                known + "#a",
                known + "%00",
                known + " ",
                known.replace("/m/", "/m/../m/"),
                known.replace("/m/", "/m/./"),
                known.replace("/m/", "//m/"),
                known.replace("/m/", "/%6d/"),
                known.replace("https", "HTTPS"),
                known.replace("https", "http"),
                known.replace("localhost", "LOCALHOST"),
                known.replace("localhost", "localhost."),
                known.replace("localhost", "127.0.0.1"),
                known.replace("localhost", "somebody@localhost"),
                "https://" + authority + "@" + inside.authority() + "/m/document",
                "https://" + inside.authority() + "#@" + authority + "/m/document",
                "file:///etc/passwd",
                "")) {
            assertThat(problem(relay.get(asking(url)))).as(url).isEqualTo("target-unknown");
        }
        assertThat(inside.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "?target", "?Target=a", "?target=a&target=b", "?x=1&target=a"})
    void anyOtherQuery_isMalformed(String query) {
        RawClient.Answer answer = RelayProcess.client(81)
                .send(relay.port, "GET /mirror" + query + " HTTP/1.1\r\nHost: localhost\r\n", new byte[0]);

        assertThat(answer.problem()).isEqualTo("request-malformed");
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void otherMethodsAndPaths_areProblems() {
        HttpResponse<byte[]> post = relay.send(HttpRequest.newBuilder(relay.at(asking(Mirrored.url("document"))))
                .POST(HttpRequest.BodyPublishers.ofString("a")));
        assertThat(problem(post)).isEqualTo("method-not-allowed");
        assertThat(post.headers().firstValue("Allow")).hasValue("GET");
        assertThat(problem(relay.get("/mirror/?target=a"))).isEqualTo("not-found");
    }

    @Test
    void operator_isNamed_andTheSameForEverybody() {
        HttpResponse<byte[]> one = relay.get("/.well-known/jeton-relay");
        HttpResponse<byte[]> other = relay.send(HttpRequest.newBuilder(relay.at("/.well-known/jeton-relay"))
                .header("Cookie", "a=b")
                .header("Accept", "text/html"));

        assertThat(one.body()).isEqualTo(other.body());
        assertThat(new String(one.body(), StandardCharsets.UTF_8))
                .contains("\"operator\":\"" + RelayProcess.OPERATOR + "\"")
                .contains("{\"path\":\"/ohttp/dp\",\"gateway\":\"" + upstream.url("/gateway") + "\"}")
                .contains("{\"url\":\"" + Mirrored.url("document") + "\",\"media-type\":\"application/json\"}");
        assertThat(one.headers().map()).containsOnlyKeys(":status", "content-type", "cache-control", "content-length");
    }
}
