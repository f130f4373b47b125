package dev.jeton.issuer.it;

import static dev.jeton.issuer.it.IssuerProcess.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jeton.crypto.engine.Engine;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.wire.Bytes;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

class HttpEdgeIT {
    private static final String BATCH = GenericBatchTokenRequest.MEDIA_TYPE;
    /** 50 tokens and the length in front. */
    private static final int MAX_BYTES = 50 * 259 + 2;

    private final IssuerProcess issuer = Issuers.first();

    @Test
    void unknownPath_wrongMethod_wrongMediaTypes_areProblems() {
        assertThat(problem(issuer.get(issuer.at("/")))).isEqualTo(ProblemType.NOT_FOUND);
        assertThat(problem(issuer.get(issuer.at("/nothing?a=b")))).isEqualTo(ProblemType.NOT_FOUND);
        HttpResponse<byte[]> get = issuer.get(issuer.at("/token-request"));
        assertThat(problem(get)).isEqualTo(ProblemType.METHOD_NOT_ALLOWED);
        assertThat(get.headers().firstValue("Allow")).hasValue("POST");
        assertThat(problem(issuer.send(
                        HttpRequest.newBuilder(issuer.at(IssuerDirectory.PATH)).DELETE())))
                .isEqualTo(ProblemType.METHOD_NOT_ALLOWED);
        assertThat(issuer.send(HttpRequest.newBuilder(issuer.at(IssuerDirectory.PATH))
                                .method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(problem(issuer.get(issuer.at(IssuerDirectory.PATH), "Accept", "text/html")))
                .isEqualTo(ProblemType.NOT_ACCEPTABLE);
        assertThat(problem(issuer.post("application/json", "x", Bytes.EMPTY)))
                .isEqualTo(ProblemType.MEDIA_TYPE_UNSUPPORTED);
        assertThat(problem(issuer.send(
                        HttpRequest.newBuilder(issuer.at("/token-request")).POST(BodyPublishers.noBody()))))
                .isEqualTo(ProblemType.MEDIA_TYPE_UNSUPPORTED);
        for (String junk : List.of("not a media type", "/", "a", "a/b/c", ";", "a/b;c", "*/*", "application/*")) {
            assertThat(problem(issuer.post(junk, "x", Bytes.EMPTY)))
                    .as(junk)
                    .isEqualTo(ProblemType.MEDIA_TYPE_UNSUPPORTED);
            HttpResponse<byte[]> accepting = issuer.get(issuer.at(IssuerDirectory.PATH), "Accept", junk);
            assertThat(accepting.statusCode()).as(junk).isLessThan(500);
        }
    }

    @Test
    void path_spelledOtherwise_isNotFound() throws IOException {
        for (String path : List.of(
                "//v1/epochs",
                "/v1//epochs",
                "/v1;a=b/epochs",
                "/v1/epochs;a=b",
                "/v1/x/../epochs",
                "/v1/./epochs",
                "/v1/%65pochs",
                "http://other.example/v1/epochs;a")) {
            assertThat(statusLine("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                    .as(path)
                    .contains(" 404 ");
        }
        assertThat(statusLine("GET /v1/epochs?a=//;b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .contains(" 200 ");
    }

    @Test
    void bodyLargerThanTheLargestBatch_isRefused_howeverItComes() {
        String attestation = issuer.attest(Stores.ES, "large", "business");
        byte[] large = new byte[MAX_BYTES + 1];
        for (HttpRequest.BodyPublisher body : List.of(
                BodyPublishers.ofByteArray(large),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))) {
            HttpRequest.Builder request = issuer.post(BATCH, body).header("Authorization", "Bearer " + attestation);
            assertThat(problem(issuer.send(request))).isEqualTo(ProblemType.BODY_TOO_LARGE);
            HttpResponse<byte[]> older = issuer.send(request.version(HttpClient.Version.HTTP_1_1));
            assertThat(problem(older)).isEqualTo(ProblemType.BODY_TOO_LARGE);
            assertThat(older.headers().firstValue("Connection")).hasValue("close");
        }
        HttpRequest.Builder justFits = issuer.post(
                        BATCH, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large, 0, MAX_BYTES)))
                .header("Authorization", "Bearer " + attestation);
        assertThat(problem(issuer.send(justFits))).isEqualTo(ProblemType.TOKEN_REQUEST_MALFORMED);
    }

    @Test
    void activeEngine_isNamedInLogAndMetrics() {
        Engine engine = Engine.active();
        assertThat(new String(issuer.get(issuer.management("/q/metrics")).body(), StandardCharsets.UTF_8))
                .contains("jeton_crypto_engine{engine=\"%s\",version=\"%s\"} 1"
                        .formatted(engine.name(), engine.version()));
        assertThat(issuer.log())
                .contains("event=crypto-engine engine=" + engine.name() + " version=" + engine.version());
    }

    @Test
    void senderWhoWaitsForContinue_getsIt() {
        HttpRequest.Builder request = issuer.post(BATCH, BodyPublishers.ofByteArray(new byte[1]))
                .header("Authorization", "Bearer " + issuer.attest(Stores.ES, "continue", "business"))
                .expectContinue(true);
        assertThat(problem(issuer.send(request))).isEqualTo(ProblemType.TOKEN_REQUEST_MALFORMED);
        assertThat(problem(issuer.send(request.version(HttpClient.Version.HTTP_1_1))))
                .isEqualTo(ProblemType.TOKEN_REQUEST_MALFORMED);
    }

    @Test
    void requestThatIsNotHttp_getsAShortRefusal() throws IOException {
        for (String junk : List.of(
                "GET / HTTP/9.9\r\n\r\n",
                "POST /token-request HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "POST /token-request HTTP/1.1\r\nHost: a\r\nContent-Length: abc\r\n\r\n",
                "POST /token-request HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(17_000) + "\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")) {
            assertThat(statusLine(junk)).as(junk).matches("HTTP/\\d\\.\\d 4\\d\\d .*");
        }
    }

    @Test
    void pathsAndMethodsThatClientsInvent_areNoMetrics() throws IOException {
        statusLine("POST /tel:+14155550123 HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
        statusLine("INVENTED /token-request HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(new String(issuer.get(issuer.management("/q/metrics")).body(), StandardCharsets.UTF_8))
                .contains("jvm_")
                .doesNotContain("+14155550123", "INVENTED");
    }

    @Test
    void olderTlsAndPlainHttp_areRefused() throws IOException {
        try (SSLSocket socket = (SSLSocket)
                Stores.shared().authority.clientContext().getSocketFactory().createSocket("localhost", issuer.port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThatExceptionOfType(SSLException.class).isThrownBy(socket::startHandshake);
        }
        HttpRequest.Builder plain = HttpRequest.newBuilder(URI.create("http://localhost:" + issuer.port() + "/"));
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> issuer.send(plain));
    }

    @Test
    void healthMetricsAndOpenApi_areOnTheManagementListenerAlone() {
        for (String path : List.of("/q/health/live", "/q/health/ready", "/q/metrics", "/q/openapi")) {
            assertThat(issuer.get(issuer.management(path)).statusCode())
                    .as(path)
                    .isEqualTo(200);
            assertThat(problem(issuer.get(issuer.at(path)))).as(path).isEqualTo(ProblemType.NOT_FOUND);
        }
        assertThat(new String(issuer.get(issuer.management("/q/openapi")).body(), StandardCharsets.UTF_8))
                .contains("/token-request", "/v1/quota", IssuerDirectory.PATH, BATCH);
        assertThat(issuer.get(issuer.management(IssuerDirectory.PATH)).statusCode())
                .isEqualTo(404);
    }

    private String statusLine(String request) throws IOException {
        try (SSLSocket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
        }
    }

    private SSLSocket connect() throws IOException {
        SSLSocket socket = (SSLSocket)
                Stores.shared().authority.clientContext().getSocketFactory().createSocket("localhost", issuer.port());
        socket.setSoTimeout(30_000);
        return socket;
    }
}
