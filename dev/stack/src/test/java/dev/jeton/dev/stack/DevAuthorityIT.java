package dev.jeton.dev.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
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
        try (SSLServerSocket listener = (SSLServerSocket)
                serverContext(identity).getServerSocketFactory().createServerSocket(0, 1, Loopback.address())) {
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

    private static SSLContext serverContext(DevAuthority.Identity identity) throws Exception {
        X509Certificate certificate;
        try (var in = Files.newInputStream(identity.certificateFile())) {
            certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("key", privateKey(identity.keyFile()), new char[0], new X509Certificate[] {certificate});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static PrivateKey privateKey(Path file) throws Exception {
        String base64 = Files.readString(file, StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }
}
