package dev.jeton.lookup.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.jeton.crypto.jose.DatedKeySet;
import dev.jeton.dev.stack.DevAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/** Where CSIPs publish their keys: each path answers what it was told last, and 404 before. */
public final class TestKeysServer implements AutoCloseable {
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final HttpsServer server;

    private record Answer(int status, String location, String body) {}

    public TestKeysServer(DevAuthority authority) throws IOException, GeneralSecurityException {
        SSLContext tls = SSLContext.getInstance("TLSv1.3");
        tls.init(authority.issue("csip").keyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", this::answer);
        server.start();
    }

    public URI url(String path) {
        return URI.create("https://localhost:" + server.getAddress().getPort() + path);
    }

    public void publish(String path, DatedKeySet keys) {
        answers.put(path, new Answer(200, "", new String(keys.toJson().toBytes().toArray(), UTF_8)));
    }

    public void redirect(String path, URI to) {
        answers.put(path, new Answer(302, to.toString(), ""));
    }

    public void fail(String path) {
        answers.remove(path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Answer answer = answers.getOrDefault(exchange.getRequestURI().getPath(), new Answer(404, "", ""));
        byte[] body = answer.body().getBytes(UTF_8);
        try (exchange) {
            if (!answer.location().isEmpty()) {
                exchange.getResponseHeaders().set("Location", answer.location());
            }
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
