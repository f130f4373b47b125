package dev.jeton.dev.demo.toy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * A small HTTPS server on 127.0.0.1: TLS 1.3 alone, bodies of at most {@value #MAX_BODY_BYTES} bytes, and a problem
 * (RFC 9457, {@code about:blank}) for everything that an endpoint does not answer. Safe for concurrent use.
 */
final class ToyServer implements AutoCloseable {
    static final int MAX_BODY_BYTES = 16 * 1024;
    /** Where the launcher asks whether the server is up, as it asks Quarkus. */
    static final String READY_PATH = "/q/health/ready";

    private static final int THREADS = 4;
    private static final String PROBLEM_MEDIA_TYPE = "application/problem+json";

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    /** What somebody asks. */
    record Call(Optional<String> authorization, Bytes body) {}

    /** What an endpoint answers. */
    record Answer(int status, String mediaType, Bytes body, Map<String, String> headers) {
        static Answer ok(String mediaType, Bytes body) {
            return new Answer(200, mediaType, body, Map.of());
        }
    }

    /** What an endpoint refuses; {@code title} must say nothing about the request that its sender does not know. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final transient Map<String, String> headers;

        Refusal(int status, String title, Map<String, String> headers) {
            super(title, null, false, false);
            this.status = status;
            this.headers = Map.copyOf(headers);
        }

        Refusal(int status, String title) {
            this(status, title, Map.of());
        }
    }

    /** Answers one path and method. Throws {@link Refusal}, or {@link MalformedMessage} for a body it cannot read. */
    interface Endpoint {
        Answer answer(Call call);
    }

    /** Listens once it is started. */
    ToyServer(int port, SSLContext tls) throws IOException {
        // Without this, the JDK's server holds every answer back for the client's delayed acknowledgement: 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        server = HttpsServer.create(new InetSocketAddress(loopback, port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls13 = getSSLContext().getDefaultSSLParameters();
                tls13.setProtocols(new String[] {"TLSv1.3"});
                parameters.setSSLParameters(tls13);
            }
        });
        server.setExecutor(threads);
        server.createContext(
                "/",
                exchange -> answer(exchange, "", call -> {
                    throw new Refusal(404, "There is nothing here");
                }));
        serve("GET", READY_PATH, call -> Answer.ok("application/json", Bytes.ofUtf8("{\"status\":\"UP\"}")));
    }

    /** Adds an endpoint for exactly this path. */
    ToyServer serve(String method, String path, Endpoint endpoint) {
        server.createContext(path, exchange -> {
            boolean exact = exchange.getRequestURI().getPath().equals(path);
            answer(exchange, exact ? method : "", endpoint);
        });
        return this;
    }

    ToyServer start() {
        server.start();
        return this;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange, String method, Endpoint endpoint) throws IOException {
        try (exchange) {
            Answer answer = answerOrProblem(exchange, method, endpoint);
            exchange.getResponseHeaders().set("Content-Type", answer.mediaType());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), answer.body().size());
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer.body().toArray());
            }
        }
    }

    private static Answer answerOrProblem(HttpExchange exchange, String method, Endpoint endpoint) throws IOException {
        try {
            if (method.isEmpty()) {
                throw new Refusal(404, "There is nothing here");
            }
            if (!exchange.getRequestMethod().equals(method)) {
                throw new Refusal(405, "This resource does not know that method", Map.of("Allow", method));
            }
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
            if (body.length > MAX_BODY_BYTES) {
                throw new Refusal(413, "The request body is larger than this resource accepts");
            }
            List<String> authorization = exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
            return endpoint.answer(new Call(authorization.stream().findFirst(), Bytes.of(body)));
        } catch (Refusal e) {
            return problem(e.status, String.valueOf(e.getMessage()), e.headers);
        } catch (MalformedMessage e) {
            return problem(400, String.valueOf(e.getMessage()), Map.of());
        }
    }

    private static Answer problem(int status, String title, Map<String, String> headers) {
        Bytes body = new JsonWriter()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .toBytes();
        return new Answer(status, PROBLEM_MEDIA_TYPE, body, headers);
    }
}
