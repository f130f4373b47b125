package dev.jeton.client.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.jeton.crypto.csi.Authority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdkTlsProbeIT {
    private final TlsProbe probe = new JdkTlsProbe();
    private @Nullable HttpServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void weakness_ofTls13Alone_isNone() throws Exception {
        server = tls("TLSv1.3");

        assertThat(probe.weakness(listener())).isEmpty();
    }

    @Test
    void weakness_ofTls12Beside13_isNamed_whoeverSignedTheCertificate() throws Exception {
        server = tls("TLSv1.3", "TLSv1.2");

        assertThat(probe.weakness(listener())).contains("speaks TLS 1.2");
    }

    @Test
    void weakness_ofPlainHttp_isNamed() throws Exception {
        server = HttpServer.create(loopback(), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();

        assertThat(probe.weakness(listener())).contains("answers HTTP without TLS");
    }

    @Test
    void weakness_whereNobodyListens_isNoAnswer() throws Exception {
        server = tls("TLSv1.3");
        HttpsOrigin gone = listener();
        server.stop(0);

        assertThatThrownBy(() -> probe.weakness(gone))
                .isInstanceOfSatisfying(
                        NoAnswer.class, e -> assertThat(e.reason()).isEqualTo(NoAnswer.Reason.UNREACHABLE));
    }

    private HttpsOrigin listener() {
        return new HttpsOrigin(
                new Authority("localhost:" + requireNonNull(server).getAddress().getPort()));
    }

    private static HttpServer tls(String... protocols) throws Exception {
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(TestCertificates.create().server()) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLParameters tls = getSSLContext().getDefaultSSLParameters();
                        tls.setProtocols(protocols);
                        parameters.setSSLParameters(tls);
                    }
                });
        server.start();
        return server;
    }

    private static InetSocketAddress loopback() throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
    }
}
