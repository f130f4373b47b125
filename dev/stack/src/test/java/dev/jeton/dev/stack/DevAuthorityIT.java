package dev.jeton.dev.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevAuthorityIT {
    @TempDir
    private Path directory;

    @Test
    void handshake_byNameAndByAddress_isTls13() throws Exception {
        DevAuthority authority = DevAuthority.create(directory, InstantSource.system());
        DevAuthority.Identity identity = authority.issue("issuer");

        for (String host : new String[] {"localhost", "127.0.0.1"}) {
            SSLSession session = handshake(identity, authority, host, "TLSv1.3");
            assertThat(session.getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    @Test
    void handshake_withAServerOfTls12_isRefused() {
        DevAuthority authority = DevAuthority.create(directory, InstantSource.system());
        DevAuthority.Identity identity = authority.issue("issuer");

        assertThatThrownBy(() -> handshake(identity, authority, "localhost", "TLSv1.2"))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("protocol_version");
    }

    @Test
    void handshake_withACertificateOfAnotherAuthority_isRefused() throws IOException {
        DevAuthority ours = DevAuthority.create(Files.createDirectory(directory.resolve("a")), InstantSource.system());
        DevAuthority other = DevAuthority.create(Files.createDirectory(directory.resolve("b")), InstantSource.system());
        DevAuthority.Identity foreign = other.issue("issuer");

        assertThatThrownBy(() -> handshake(foreign, ours, "localhost", "TLSv1.3"))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("PKIX path");
    }

    @Test
    void handshake_withAnExpiredCertificate_isRefused() {
        Instant lastMonth = Instant.now().minus(Duration.ofDays(30));
        DevAuthority authority = DevAuthority.create(directory, InstantSource.fixed(lastMonth));
        DevAuthority.Identity identity = authority.issue("issuer");

        assertThatThrownBy(() -> handshake(identity, authority, "localhost", "TLSv1.3"))
                .isInstanceOf(SSLException.class)
                .hasRootCauseInstanceOf(CertificateException.class);
    }

    @Test
    void issue_writesAKeyForItsOwnerOnly() throws IOException {
        DevAuthority.Identity identity =
                DevAuthority.create(directory, InstantSource.system()).issue("issuer");

        assertThat(Files.getPosixFilePermissions(identity.keyFile()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    /** What the client sees of a server that shows {@code identity} and speaks {@code protocol} alone. */
    private static SSLSession handshake(
            DevAuthority.Identity identity, DevAuthority trusted, String host, String protocol) throws Exception {
        try (SSLServerSocket listener =
                (SSLServerSocket) TestTls.serverContext(identity.certificateFile(), identity.keyFile())
                        .getServerSocketFactory()
                        .createServerSocket(0, 1, Loopback.address())) {
            listener.setEnabledProtocols(new String[] {protocol});
            CompletableFuture<Void> server = CompletableFuture.runAsync(() -> {
                try (SSLSocket accepted = (SSLSocket) listener.accept()) {
                    accepted.startHandshake();
                } catch (IOException e) {
                    // The client reports it.
                }
            });
            try (SSLSocket client = (SSLSocket)
                    trusted.clientContext().getSocketFactory().createSocket(host, listener.getLocalPort())) {
                var parameters = DevAuthority.tls13();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                client.setSSLParameters(parameters);
                client.startHandshake();
                return client.getSession();
            } finally {
                server.join();
            }
        }
    }
}
