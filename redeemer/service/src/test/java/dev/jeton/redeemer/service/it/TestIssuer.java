package dev.jeton.redeemer.service.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.jeton.crypto.query.OneTimeKey;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.PendingToken;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenChallenge;
import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * An issuer that signs whatever is asked of it, and publishes its keys over HTTPS: one whose epoch has just begun, one that
 * has expired. A third key it keeps to itself.
 */
final class TestIssuer {
    final TokenSigningKey current = TokenSigningKey.generate();
    final TokenSigningKey expired = TokenSigningKey.generate();
    final TokenSigningKey unpublished = TokenSigningKey.generate();

    private final byte[] directory;
    private final HttpsServer server;

    TestIssuer(DevAuthority authority) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        this.directory = new IssuerDirectory(
                        "/token-request",
                        List.of(
                                new IssuerDirectory.Key(
                                        current.publicKey(),
                                        now.minus(Duration.ofSeconds(30)),
                                        now.plus(Duration.ofHours(1))),
                                new IssuerDirectory.Key(
                                        expired.publicKey(),
                                        now.minus(Duration.ofHours(2)),
                                        now.minus(Duration.ofSeconds(1)))))
                .encode()
                .toArray();
        try {
            SSLContext tls = SSLContext.getInstance("TLSv1.3");
            tls.init(authority.issue("issuer").keyManagers(), null, null);
            this.server =
                    HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.next()), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot start the test issuer", e);
        }
        server.createContext(IssuerDirectory.PATH, this::serve);
        server.start();
    }

    String name() {
        return "localhost:" + server.getAddress().getPort();
    }

    /** A fresh token, signed by {@code key}, to be spent at {@code authority}. */
    Token token(TokenSigningKey key, String authority) {
        return token(key, name(), authority);
    }

    static Token token(TokenSigningKey key, String issuer, String authority) {
        PendingToken pending = PendingToken.blind(
                key.publicKey(),
                TokenChallenge.of(issuer, authority).digest(),
                OneTimeKey.generate().nonce());
        return pending.finish(key.blindSign(pending.request()));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", IssuerDirectory.MEDIA_TYPE);
            exchange.sendResponseHeaders(200, directory.length);
            exchange.getResponseBody().write(directory);
        }
    }
}
