package dev.jeton.relay.it;

import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.FreePorts;
import dev.jeton.dev.stack.RawClient;
import dev.jeton.dev.stack.RunDirectory;
import dev.jeton.dev.stack.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One running relay; the run's shutdown hook ends it. */
final class RelayProcess {
    static final String OPERATOR = "Example Relay";
    static final RunDirectory RUN = RunDirectory.create("relay-it");
    static final DevAuthority AUTHORITY = DevAuthority.create(RUN);

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final int port = FreePorts.next();
    final int managementPort = FreePorts.next();
    final HttpClient http = AUTHORITY.httpClient().build();

    private final ServiceProcess process;

    /** With these settings besides those that every relay needs. */
    RelayProcess(String name, Map<String, String> settings) {
        ServiceProcess.Builder builder = ServiceProcess.jar(RUN, name, JAR)
                .shortLived()
                .listeningOn(port, managementPort)
                .certificate("public", AUTHORITY.issue(name))
                .certificate("management", AUTHORITY.issue(name + "-management"))
                .setting(
                        "quarkus.tls.upstream.trust-store.pem.certs",
                        AUTHORITY.certificateFile().toString())
                .setting("jeton.relay.operator", OPERATOR)
                .readyWhenOk(management("/q/health/ready"), AUTHORITY);
        settings.forEach(builder::setting);
        this.process = builder.start();
    }

    /** One at the address 127.0.0.{@code lastByte}. */
    static RawClient client(int lastByte) {
        return new RawClient(AUTHORITY.clientContext(), "127.0.0." + lastByte);
    }

    URI at(String path) {
        return URI.create("https://localhost:" + port + path);
    }

    URI management(String path) {
        return URI.create("https://localhost:" + managementPort + path);
    }

    HttpRequest.Builder post(String gateway, byte[] body) {
        return HttpRequest.newBuilder(at("/ohttp/" + gateway))
                .header("Content-Type", "message/ohttp-req")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<byte[]> get(String path) {
        return send(HttpRequest.newBuilder(at(path)));
    }

    /** The problem in an answer that has to be one. */
    static String problem(HttpResponse<byte[]> response) {
        String mediaType = response.headers().firstValue("Content-Type").orElse("none");
        if (!mediaType.equals("application/problem+json")) {
            throw new AssertionError("not a problem: " + response.statusCode() + " " + mediaType);
        }
        String body = new String(response.body(), StandardCharsets.UTF_8);
        String slug = new RawClient.Answer("", body).problem();
        if (!body.contains("\"status\":" + response.statusCode())) {
            throw new AssertionError(slug + " with status " + response.statusCode());
        }
        return slug;
    }

    String metrics() {
        return new String(send(HttpRequest.newBuilder(management("/q/metrics"))).body(), StandardCharsets.UTF_8);
    }

    String log() {
        try {
            return Files.readString(process.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        process.stop();
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not " + what + " within " + PATIENCE);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
