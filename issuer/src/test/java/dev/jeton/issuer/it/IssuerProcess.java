package dev.jeton.issuer.it;

import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.GenericBatchTokenRequest;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.DevPostgres;
import dev.jeton.dev.stack.FreePorts;
import dev.jeton.dev.stack.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One running issuer, and a client for it. All replicas have one name: they are one issuer. */
final class IssuerProcess {
    static final String BASE_URL = "https://issuer.example";

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port = FreePorts.next();
    private final int managementPort = FreePorts.next();
    private final HttpClient http = Stores.shared().authority.httpClient().build();
    private final ServiceProcess process;

    private IssuerProcess(DevPostgres.Database database, String name, Map<String, String> more) {
        Stores stores = Stores.shared();
        DevAuthority.Identity identity = stores.authority.issue(name);
        String ca = text(stores.authority.certificateFile());
        ServiceProcess.Builder builder = ServiceProcess.jar(stores.run, name, JAR)
                .shortLived()
                .listeningOn(port, managementPort)
                .certificate("server", identity)
                .postgres(database, stores.authority)
                .setting("jeton.issuer.base-url", BASE_URL)
                .setting("jeton.issuer.max-batch", "50")
                .setting("jeton.issuer.keys.encryption-key-file", text(stores.encryptionKey))
                .setting("jeton.documents.look-every", "PT1S")
                .setting("jeton.gateway.key-directory", text(stores.gatewayKeys))
                .setting("jeton.gateway.sealing-key-file", text(stores.gatewaySealingKey))
                .setting("jeton.issuer.keys.refresh-every", "PT1S")
                .setting("jeton.admin.operators-directory", text(stores.operators))
                .setting("jeton.issuer.msp.directory", text(stores.msps))
                .setting("jeton.issuer.msp.suspensions-every", "PT1S")
                .setting("jeton.issuer.quota.directory", text(stores.policies))
                .setting("jeton.issuer.quota.redis.uri", stores.redis.uri().toString())
                .setting("jeton.issuer.quota.redis.trust-certificates-file", ca)
                .setting("jeton.issuer.quota.redis.password-file", text(stores.redis.passwordFile()))
                .readyWhenOk(management("/q/health/live"), stores.authority);
        more.forEach(builder::setting);
        this.process = builder.start();
    }

    /** A replica that is ready. */
    static IssuerProcess on(DevPostgres.Database database, String name) {
        return on(database, name, Map.of());
    }

    /** A replica that is ready, with {@code more} settings than the others. */
    static IssuerProcess on(DevPostgres.Database database, String name, Map<String, String> more) {
        IssuerProcess issuer = new IssuerProcess(database, name, more);
        issuer.awaitReady();
        return issuer;
    }

    int port() {
        return port;
    }

    URI at(String path) {
        return URI.create("https://localhost:" + port + path);
    }

    URI management(String path) {
        return URI.create("https://localhost:" + managementPort + path);
    }

    HttpResponse<byte[]> get(URI uri, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    HttpResponse<byte[]> post(String mediaType, String attestation, Bytes body) {
        return send(post(mediaType, HttpRequest.BodyPublishers.ofByteArray(body.toArray()))
                .header("Authorization", "Bearer " + attestation));
    }

    HttpResponse<byte[]> batch(String attestation, Bytes body) {
        return post(GenericBatchTokenRequest.MEDIA_TYPE, attestation, body);
    }

    HttpRequest.Builder post(String mediaType, HttpRequest.BodyPublisher body) {
        return HttpRequest.newBuilder(at("/token-request"))
                .header("Content-Type", mediaType)
                .POST(body);
    }

    /** An operator's request; without a body where there is nothing to change. */
    HttpResponse<byte[]> admin(String method, String path, String body, String credential) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at("/v1/admin" + path))
                .header("Authorization", "Bearer " + credential)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        return send(body.isEmpty() ? request : request.header("Content-Type", "application/json"));
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The problem in an answer that has to be one. */
    static ProblemType problem(HttpResponse<byte[]> response) {
        String mediaType = response.headers().firstValue("Content-Type").orElse("none");
        if (!mediaType.equals(Problem.MEDIA_TYPE)) {
            throw new AssertionError("not a problem: " + response.statusCode() + " " + mediaType);
        }
        Problem problem = Problem.parse(Bytes.of(response.body())).orElseThrow();
        if (problem.type().status() != response.statusCode()) {
            throw new AssertionError(problem.type() + " with status " + response.statusCode());
        }
        return problem.type();
    }

    IssuerDirectory directory() {
        return IssuerDirectory.parse(Bytes.of(get(at(IssuerDirectory.PATH)).body()));
    }

    IssuerDirectory.Key signingKey() {
        return directory().keys().get(0);
    }

    /** An attestation for the epoch that signs now. */
    String attest(ToyMsp msp, String pseudonym, String tier) {
        return msp.attest(pseudonym, signingKey().epochId(), BASE_URL, tier);
    }

    boolean isReady() {
        return get(management("/q/health/ready")).statusCode() == 200;
    }

    void awaitReady() {
        await("ready", this::isReady);
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not " + what + " within " + PATIENCE);
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    String log() {
        try {
            return Files.readString(process.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it and starts it again; returns as soon as it lives. */
    void restart() {
        process.restart();
    }

    /** Ends it with SIGTERM; returns when it is gone. */
    void stop() {
        process.stop();
    }

    /** Ends it with SIGKILL. */
    void kill() {
        process.kill();
    }

    private static String text(Path path) {
        return path.toString();
    }
}
