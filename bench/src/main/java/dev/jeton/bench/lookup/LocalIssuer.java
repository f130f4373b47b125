package dev.jeton.bench.lookup;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.jeton.bench.NotMeasured;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.Nonce;
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

/** Makes tokens in this process, and publishes its key over HTTPS as an issuer does. */
final class LocalIssuer implements AutoCloseable {
    private final TokenSigningKey key = TokenSigningKey.generate();
    private final HttpsServer server;

    LocalIssuer(DevAuthority authority) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        byte[] directory = new IssuerDirectory(
                        "/token-request",
                        List.of(new IssuerDirectory.Key(
                                key.publicKey(), now.minus(Duration.ofHours(1)), now.plus(Duration.ofHours(10)))))
                .encode()
                .toArray();
        try {
            SSLContext tls = SSLContext.getInstance("TLSv1.3");
            tls.init(authority.issue("issuer").keyManagers(), null, null);
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), FreePorts.next()), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
        } catch (GeneralSecurityException | IOException e) {
            throw new NotMeasured("cannot publish an issuer's directory", e);
        }
        server.createContext(IssuerDirectory.PATH, exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", IssuerDirectory.MEDIA_TYPE);
                exchange.sendResponseHeaders(200, directory.length);
                exchange.getResponseBody().write(directory);
            }
        });
        server.start();
    }

    String name() {
        return "localhost:" + server.getAddress().getPort();
    }

    /** Tokens with {@code nonces} for the provider {@code dp}. */
    List<Token> tokens(String dp, List<Nonce> nonces) {
        TokenChallenge challenge = TokenChallenge.of(name(), dp);
        return PendingToken.blindAll(key.publicKey(), challenge.digest(), nonces).stream()
                .map(pending -> pending.finish(key.blindSign(pending.request())))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
