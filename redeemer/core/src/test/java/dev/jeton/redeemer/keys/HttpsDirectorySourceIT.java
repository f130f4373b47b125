package dev.jeton.redeemer.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.RunDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsDirectorySourceIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final byte[] BODY = {'{', '}'};

    private static RunDirectory run;
    private static DevAuthority authority;
    private static HttpsServer issuer;
    private static ExecutorService threads;

    /** What the issuer does with the next request. */
    private static volatile Answer answer = HttpsDirectorySourceIT::directory;

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeAll
    static void start() throws Exception {
        run = RunDirectory.create("directory-source-it");
        authority = DevAuthority.create(run);
        threads = Executors.newCachedThreadPool();
        issuer = startServer("127.0.0.1");
    }

    @AfterAll
    static void stop() {
        issuer.stop(0);
        threads.shutdownNow();
        run.close();
    }

    @Test
    void fetch_directory_isReadFromTheWellKnownPlace() {
        answer = exchange -> {
            assertThat(exchange.getRequestURI().getPath()).isEqualTo(IssuerDirectory.PATH);
            directory(exchange);
        };

        assertThat(fetch(source())).isEqualTo(Bytes.of(BODY));
    }

    @Test
    void fetch_longestDirectory_isRead_andOneByteMoreIsNot() {
        answer = exchange -> respond(exchange, 200, IssuerDirectory.MEDIA_TYPE, new byte[IssuerDirectory.MAX_BYTES]);
        assertThat(fetch(source()).size()).isEqualTo(IssuerDirectory.MAX_BYTES);

        answer =
                exchange -> respond(exchange, 200, IssuerDirectory.MEDIA_TYPE, new byte[IssuerDirectory.MAX_BYTES + 1]);
        assertThatThrownBy(() -> fetch(source())).hasStackTraceContaining("longer than");
    }

    @Test
    void fetch_endlessBody_isGivenUp() {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Content-Type", IssuerDirectory.MEDIA_TYPE);
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(new byte[1024]);
            }
        };

        assertThatThrownBy(() -> fetch(source())).hasStackTraceContaining("longer than");
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 404, 500})
    void fetch_otherStatus_fails(int status) {
        answer = exchange -> {
            exchange.getResponseHeaders()
                    .set("Location", "https://localhost:" + issuer.getAddress().getPort() + "/x");
            respond(exchange, status, IssuerDirectory.MEDIA_TYPE, new byte[0]);
        };

        assertThatThrownBy(() -> fetch(source())).hasStackTraceContaining("status " + status);
    }

    @Test
    void fetch_otherMediaType_fails() {
        answer = exchange -> respond(exchange, 200, "text/html", BODY);

        assertThatThrownBy(() -> fetch(source())).hasStackTraceContaining("media type");
    }

    @Test
    void fetch_bodyThatNeverEnds_timesOut() {
        answer = exchange -> {
            exchange.getResponseHeaders().set("Content-Type", IssuerDirectory.MEDIA_TYPE);
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            pause(Duration.ofSeconds(5));
        };
        HttpsDirectorySource hurried =
                new HttpsDirectorySource(localhost(), authority.clientContext(), Duration.ofMillis(500));
        long start = System.nanoTime();

        assertThatThrownBy(() -> fetch(hurried)).isInstanceOf(Exception.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void fetch_certificateOfAnotherAuthority_isRefused() {
        DevAuthority stranger = DevAuthority.create(run);
        HttpsDirectorySource source = new HttpsDirectorySource(localhost(), stranger.clientContext(), TIMEOUT);

        assertThatThrownBy(() -> fetch(source))
                .hasRootCauseInstanceOf(Exception.class)
                .hasStackTraceContaining(SSLHandshakeException.class.getSimpleName());
    }

    @Test
    void fetch_serverWithoutTls13_isRefused() throws Exception {
        HttpsServer old = startServer("127.0.0.1", "TLSv1.2");
        try {
            String name = "localhost:" + old.getAddress().getPort();
            HttpsDirectorySource source = new HttpsDirectorySource(name, authority.clientContext(), TIMEOUT);

            assertThatThrownBy(() -> fetch(source))
                    .hasStackTraceContaining(SSLHandshakeException.class.getSimpleName());
        } finally {
            old.stop(0);
        }
    }

    @Test
    void trust_otherAuthorities_countFromNowOn() {
        answer = HttpsDirectorySourceIT::directory;
        DevAuthority stranger = DevAuthority.create(run);
        HttpsIssuer told = new HttpsIssuer(localhost(), stranger.clientContext(), TIMEOUT);
        HttpsDirectorySource source = new HttpsDirectorySource(told);
        assertThatThrownBy(() -> fetch(source)).hasStackTraceContaining(SSLHandshakeException.class.getSimpleName());

        told.trust(authority.clientContext());
        assertThat(fetch(source)).isEqualTo(Bytes.of(BODY));

        told.trust(stranger.clientContext());
        assertThatThrownBy(() -> fetch(source)).hasStackTraceContaining(SSLHandshakeException.class.getSimpleName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "issuer.example/path", "user@issuer.example", "issuer.example:443", "Issuer.example"})
    void issuer_notAnAuthority_isRefused(String name) {
        assertThatThrownBy(() -> new HttpsDirectorySource(name, authority.clientContext(), TIMEOUT))
                .isInstanceOf(MalformedMessage.class);
    }

    @Test
    void fetch_certificateForAnotherName_isRefused() throws Exception {
        HttpsServer elsewhere = startServer("127.0.0.2");
        try {
            String name = "127.0.0.2:" + elsewhere.getAddress().getPort();
            HttpsDirectorySource source = new HttpsDirectorySource(name, authority.clientContext(), TIMEOUT);

            assertThatThrownBy(() -> fetch(source))
                    .hasStackTraceContaining(SSLHandshakeException.class.getSimpleName());
        } finally {
            elsewhere.stop(0);
        }
    }

    @Test
    void fetch_mediaTypeWithAParameter_isRead() {
        answer = exchange -> respond(exchange, 200, IssuerDirectory.MEDIA_TYPE + "; charset=utf-8", BODY);

        assertThat(fetch(source())).isEqualTo(Bytes.of(BODY));
    }

    private static HttpsServer startServer(String address) throws Exception {
        return startServer(address, "TLSv1.3");
    }

    private static HttpsServer startServer(String address, String protocol) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName(address), 0), 16);
        server.setHttpsConfigurator(new HttpsConfigurator(serverContext(authority.issue("issuer"))) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters only = new SSLParameters();
                only.setProtocols(new String[] {protocol});
                parameters.setSSLParameters(only);
            }
        });
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer.to(exchange);
            }
        });
        server.start();
        return server;
    }

    private static HttpsDirectorySource source() {
        return new HttpsDirectorySource(localhost(), authority.clientContext(), TIMEOUT);
    }

    private static String localhost() {
        return "localhost:" + issuer.getAddress().getPort();
    }

    private static Bytes fetch(DirectorySource source) {
        return source.fetch()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static void directory(HttpExchange exchange) throws IOException {
        respond(exchange, 200, IssuerDirectory.MEDIA_TYPE, BODY);
    }

    private static void respond(HttpExchange exchange, int status, String mediaType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", mediaType);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SSLContext serverContext(DevAuthority.Identity identity) throws Exception {
        X509Certificate certificate;
        try (var pem = Files.newInputStream(identity.certificateFile())) {
            certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
        String key = Files.readString(identity.keyFile()).replaceAll("-----[A-Z ]+-----", "");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "issuer",
                KeyFactory.getInstance("EC")
                        .generatePrivate(
                                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key))),
                new char[0],
                new X509Certificate[] {certificate});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
