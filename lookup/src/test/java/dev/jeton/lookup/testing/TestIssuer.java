package dev.jeton.lookup.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.Nonce;
import dev.jeton.crypto.token.PendingToken;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.FreePorts;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * An issuer that signs whatever is asked of it, and publishes its keys over HTTPS: one that is valid, one that has
 * expired. A third key it keeps to itself.
 */
public final class TestIssuer {
    private static final char[] NO_PASSWORD = {};

    private final TokenSigningKey current = TokenSigningKey.generate();
    private final TokenSigningKey expired = TokenSigningKey.generate();
    private final TokenSigningKey unpublished = TokenSigningKey.generate();
    private final SSLContext tls;
    private final byte[] directory;
    private HttpsServer server;
    private volatile long issuedAtMost = 1_000_000;

    private TestIssuer(SSLContext tls) throws IOException {
        this.tls = tls;
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        this.directory = new IssuerDirectory(
                        "/token-request",
                        List.of(
                                new IssuerDirectory.Key(
                                        current.publicKey(),
                                        now.minus(Duration.ofHours(1)),
                                        now.plus(Duration.ofHours(1))),
                                new IssuerDirectory.Key(
                                        expired.publicKey(),
                                        now.minus(Duration.ofHours(2)),
                                        now.minus(Duration.ofSeconds(1)))))
                .encode()
                .toArray();
        this.server = listening(FreePorts.next());
    }

    static TestIssuer start(DevAuthority authority) {
        try {
            SSLContext tls = SSLContext.getInstance("TLSv1.3");
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(keyStore(authority.issue("issuer")), NO_PASSWORD);
            tls.init(keys.getKeyManagers(), null, null);
            return new TestIssuer(tls);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot start the test issuer", e);
        }
    }

    public String name() {
        return "localhost:" + server.getAddress().getPort();
    }

    public TokenSigningKey currentKey() {
        return current;
    }

    public TokenSigningKey expiredKey() {
        return expired;
    }

    public TokenSigningKey unpublishedKey() {
        return unpublished;
    }

    /** A token with this nonce for the discovery provider {@code dp}, signed by {@code key}. */
    public Token token(TokenSigningKey key, String dp, Nonce nonce) {
        return token(key, TokenChallenge.of(name(), dp), nonce);
    }

    /** A token with this nonce for {@code challenge}, signed by {@code key}. */
    public Token token(TokenSigningKey key, TokenChallenge challenge, Nonce nonce) {
        PendingToken pending = PendingToken.blind(key.publicKey(), challenge.digest(), nonce);
        return pending.finish(key.blindSign(pending.request()));
    }

    /** Goes away; the port stays free for {@link #restart}. */
    public void stop() {
        server.stop(0);
    }

    public void restart() throws IOException {
        server = listening(server.getAddress().getPort());
    }

    private HttpsServer listening(int port) throws IOException {
        HttpsServer listening = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        listening.setHttpsConfigurator(new HttpsConfigurator(tls));
        listening.createContext(IssuerDirectory.PATH, this::serve);
        listening.createContext("/v1/epochs", this::serveTotals);
        listening.start();
        return listening;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", IssuerDirectory.MEDIA_TYPE);
            exchange.sendResponseHeaders(200, directory.length);
            exchange.getResponseBody().write(directory);
        }
    }

    /** What it says from now on about its current key. */
    public void saysItHasIssued(long atMost) {
        issuedAtMost = atMost;
    }

    private void serveTotals(HttpExchange exchange) throws IOException {
        JsonWriter epoch = new JsonWriter()
                .put("token-key-id", current.publicKey().keyId().value().toBase64Url())
                .put("tokens-at-most", issuedAtMost);
        byte[] totals =
                new JsonWriter().putObjects("epochs", List.of(epoch)).toBytes().toArray();
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, totals.length);
            exchange.getResponseBody().write(totals);
        }
    }

    private static KeyStore keyStore(DevAuthority.Identity identity) throws GeneralSecurityException, IOException {
        try (InputStream pem = Files.newInputStream(identity.certificateFile())) {
            Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(pem);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("issuer", privateKey(identity.keyFile()), NO_PASSWORD, new Certificate[] {certificate});
            return store;
        }
    }

    private static PrivateKey privateKey(Path pem) throws GeneralSecurityException, IOException {
        String base64 = Files.readString(pem).replaceAll("-----[A-Z ]+-----", "");
        byte[] der = Base64.getMimeDecoder().decode(base64);
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    }
}
