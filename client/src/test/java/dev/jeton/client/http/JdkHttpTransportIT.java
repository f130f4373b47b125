package dev.jeton.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkHttpTransportIT {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private final ExecutorService serverThreads = Executors.newCachedThreadPool();
    private volatile HttpHandler handler = exchange -> reply(exchange, 200, "ok");
    private TestCertificates certificates;
    private HttpsServer server;
    private JdkHttpTransport transport;

    @BeforeEach
    void start() throws Exception {
        certificates = TestCertificates.create();
        server = serve("TLSv1.3");
        transport = JdkHttpTransport.trusting(certificates.writePem(directory.resolve("ca.pem")));
    }

    @AfterEach
    void stop() {
        server.stop(0);
        serverThreads.shutdownNow();
    }

    @Test
    void send_post_carriesBodyAndHeadersBothWays() throws Exception {
        handler = exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("X-Two", "a");
            exchange.getResponseHeaders().add("X-Two", "b");
            reply(
                    exchange,
                    206,
                    exchange.getRequestMethod() + " " + body + " "
                            + exchange.getRequestHeaders().getFirst("Content-Type"));
        };

        Response response = transport.send(
                Request.of(Request.Method.POST, uri(), "text/plain", Bytes.ofUtf8("hello"), 100, DEADLINE));

        assertThat(response.status()).isEqualTo(206);
        assertThat(response.body()).isEqualTo(Bytes.ofUtf8("POST hello text/plain"));
        assertThat(response.headers("x-two")).containsExactly("a", "b");
        assertThat(response.header("X-TWO")).isEmpty();
    }

    @Test
    void send_userAgent_isTheSameForEverybody() throws Exception {
        handler = exchange -> reply(exchange, 200, exchange.getRequestHeaders().getFirst("User-Agent"));

        assertThat(transport.send(get(100)).body()).isEqualTo(Bytes.ofUtf8("jeton"));
    }

    @Test
    void send_otherAuthority_isNotTrusted() throws Exception {
        Path other = TestCertificates.create().writePem(directory.resolve("other.pem"));

        assertNoAnswer(JdkHttpTransport.trusting(other), NoAnswer.Reason.UNTRUSTED_CERTIFICATE);
        assertNoAnswer(JdkHttpTransport.trustingSystem(), NoAnswer.Reason.UNTRUSTED_CERTIFICATE);
    }

    @Test
    void send_serverWithoutTls13_isRefused() throws Exception {
        server.stop(0);
        server = serve("TLSv1.2");

        assertNoAnswer(transport, NoAnswer.Reason.UNTRUSTED_CERTIFICATE);
    }

    @Test
    void send_nobodyListens_isUnreachable() {
        URI uri = uri();
        server.stop(0);

        assertThatThrownBy(() -> transport.send(Request.get(uri, "*/*", 100, DEADLINE)))
                .isInstanceOfSatisfying(
                        NoAnswer.class, e -> assertThat(e.reason()).isEqualTo(NoAnswer.Reason.UNREACHABLE));
    }

    @Test
    void send_bodyOfTheAllowedSize_isRead_oneByteMoreIsNot() throws Exception {
        assertThat(transport.send(get(2)).body().size()).isEqualTo(2);
        assertThatThrownBy(() -> transport.send(get(1)))
                .isInstanceOfSatisfying(
                        UntrustedAnswer.class, e -> assertThat(e.flaw()).isEqualTo(UntrustedAnswer.Flaw.OVERSIZE));
    }

    @Test
    void send_endlessBody_isCutOff() {
        handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(new byte[1024]);
            }
        };

        assertThatThrownBy(() -> transport.send(get(10_000))).isInstanceOf(UntrustedAnswer.class);
    }

    @Test
    void send_bodyThatDrips_endsAtTheDeadline() {
        handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write('.');
                exchange.getResponseBody().flush();
                pause();
            }
        };
        long start = System.nanoTime();

        assertThatThrownBy(() -> transport.send(Request.get(uri(), "*/*", 1000, Duration.ofMillis(400))))
                .isInstanceOfSatisfying(
                        NoAnswer.class, e -> assertThat(e.reason()).isEqualTo(NoAnswer.Reason.TIMEOUT));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE);
    }

    @Test
    void send_redirect_isNotFollowed() throws Exception {
        handler = exchange -> {
            exchange.getResponseHeaders().set("Location", "https://localhost:1/elsewhere");
            reply(exchange, 307, "");
        };

        assertThat(transport.send(get(100)).status()).isEqualTo(307);
    }

    @Test
    void send_cookie_isNotSentBack() throws Exception {
        handler = exchange -> {
            exchange.getResponseHeaders().set("Set-Cookie", "who=me");
            reply(exchange, 200, String.valueOf(exchange.getRequestHeaders().getFirst("Cookie")));
        };

        transport.send(get(100));
        assertThat(transport.send(get(100)).body()).isEqualTo(Bytes.ofUtf8("null"));
    }

    @Test
    void send_withoutTls_isAMistake() {
        Request request =
                new Request(Request.Method.GET, URI.create("http://localhost/"), Map.of(), Bytes.EMPTY, 100, DEADLINE);

        assertThatThrownBy(() -> transport.send(request)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void trusting_fileWithoutCertificate_isNamed() throws Exception {
        Path junk = Files.writeString(directory.resolve("junk.pem"), "not a certificate");
        Path empty = Files.createFile(directory.resolve("empty.pem"));

        assertThatThrownBy(() -> JdkHttpTransport.trusting(junk)).hasMessageContaining("junk.pem");
        assertThatThrownBy(() -> JdkHttpTransport.trusting(empty)).hasMessageContaining("empty.pem");
    }

    private void assertNoAnswer(HttpTransport client, NoAnswer.Reason reason) {
        assertThatThrownBy(() -> client.send(get(100)))
                .isInstanceOfSatisfying(
                        NoAnswer.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private Request get(int maxResponseBytes) {
        return Request.get(uri(), "*/*", maxResponseBytes, DEADLINE);
    }

    private URI uri() {
        return URI.create("https://localhost:" + server.getAddress().getPort() + "/");
    }

    private HttpsServer serve(String protocol) throws Exception {
        HttpsServer created = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        created.setHttpsConfigurator(new HttpsConfigurator(certificates.server()) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = getSSLContext().getDefaultSSLParameters();
                tls.setProtocols(new String[] {protocol});
                parameters.setSSLParameters(tls);
            }
        });
        created.setExecutor(serverThreads);
        created.createContext("/", exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
        created.start();
        return created;
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
