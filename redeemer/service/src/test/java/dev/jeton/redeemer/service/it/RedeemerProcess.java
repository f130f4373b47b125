package dev.jeton.redeemer.service.it;

import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.FreePorts;
import dev.jeton.dev.stack.ServiceProcess;
import dev.jeton.dev.stack.TalkativeLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One running redeemer, and clients for it. All replicas have one name. */
final class RedeemerProcess {
    static final String BASE_URL = "https://redeemer.example";
    static final String PATH = "/v1/redemptions";
    static final int MAX_TOKENS = 20;
    /** The value of a setting that is not to be made. */
    static final String UNSET = "";

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port = FreePorts.next();
    private final int managementPort = FreePorts.next();
    private final HttpClient listed = client(Stores.shared().listed);
    private final ServiceProcess process;

    /** A token, and what it is to pay for. */
    record Offer(Token token, String context) {
        JsonWriter toJson() {
            return new JsonWriter().put("token", token.encode().toBase64Url()).put("context", context);
        }
    }

    private RedeemerProcess(Stores.Ledger ledger, String issuer, String name, Map<String, String> more) {
        Stores stores = Stores.shared();
        String ca = stores.authority.certificateFile().toString();
        ServiceProcess.Builder builder = ServiceProcess.jar(stores.run, name, JAR)
                .shortLived()
                .listeningOn(port, managementPort)
                .certificate("public", stores.authority.issue(name))
                .certificate("management", stores.authority.issue(name + "-management"))
                .postgres(ledger.database(), stores.authority)
                .setting("quarkus.tls.issuers.trust-store.pem.certs", ca)
                .setting("jeton.redeemer.authority", Stores.AUTHORITY)
                .setting("jeton.redeemer.issuers", issuer)
                .setting("jeton.redeemer.base-url", BASE_URL)
                .setting("jeton.redeemer.max-tokens", Integer.toString(MAX_TOKENS))
                .setting("jeton.redeemer.issuer-keys.refresh-spacing", "1s")
                .setting("jeton.redeemer.callers.certificate-names", "another.localhost,front.localhost")
                .setting("jeton.redeemer.callers.directory", stores.callers.toString())
                .setting("jeton.redeemer.ledger.uri", ledger.redis().uri().toString())
                .setting("jeton.redeemer.ledger.trust-certificates", ca)
                .setting(
                        "jeton.redeemer.ledger.password-file",
                        ledger.redis().passwordFile().toString())
                .setting("jeton.documents.look-every", "PT1S")
                .setting("jeton.admin.operators-directory", stores.operators.toString())
                .readyWhenOk(management("/q/health/live"), stores.authority);
        Map<String, String> settings = new HashMap<>(Map.of("quarkus.tls.public.trust-store.pem.certs", ca));
        settings.putAll(more);
        settings.forEach((setting, value) -> {
            if (!value.equals(UNSET)) {
                builder.setting(setting, value);
            }
        });
        this.process = builder.start();
    }

    /** A replica on the shared stores that is ready. */
    static RedeemerProcess ready(String name) {
        RedeemerProcess redeemer =
                alive(Stores.shared().ledger, Stores.shared().issuer.name(), name, TalkativeLog.ofLibraries());
        redeemer.awaitReady();
        return redeemer;
    }

    /** A redeemer that lives, and may never be ready. */
    static RedeemerProcess alive(Stores.Ledger ledger, String issuer, String name, Map<String, String> more) {
        return new RedeemerProcess(ledger, issuer, name, more);
    }

    /** A client with this certificate. */
    static HttpClient client(DevAuthority.Identity identity) {
        return Stores.shared()
                .authority
                .httpClient()
                .sslContext(Stores.shared().authority.clientContext(identity))
                .build();
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

    /** The outcomes of {@code offers}, asked with a certificate that is listed. */
    List<String> redeem(Offer... offers) {
        return redeem(listed, List.of(offers));
    }

    List<String> redeem(HttpClient client, List<Offer> offers) {
        return outcomes(send(client, post(body(offers))));
    }

    static String body(List<Offer> offers) {
        Bytes json = new JsonWriter()
                .putObjects("redemptions", offers.stream().map(Offer::toJson).toList())
                .toBytes();
        return new String(json.toArray(), StandardCharsets.UTF_8);
    }

    HttpRequest.Builder post(String body) {
        return HttpRequest.newBuilder(at(PATH))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    /** With a certificate that is listed. */
    HttpResponse<byte[]> send(HttpRequest.Builder request) {
        return send(listed, request);
    }

    static HttpResponse<byte[]> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static List<String> outcomes(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + problem(response));
        }
        return JsonObject.parse("answer", Bytes.of(response.body()), 1 << 20).objects("redemptions", 1000).stream()
                .map(element -> element.string("outcome", 64))
                .toList();
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

    /** The value of a metric; 0 where there is none yet. {@code sample} is its name with its labels. */
    double metric(String sample) {
        String all = new String(
                send(HttpRequest.newBuilder(management("/q/metrics"))).body(), StandardCharsets.UTF_8);
        return all.lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    String metrics() {
        return new String(send(HttpRequest.newBuilder(management("/q/metrics"))).body(), StandardCharsets.UTF_8);
    }

    boolean isReady() {
        return send(HttpRequest.newBuilder(management("/q/health/ready"))).statusCode() == 200;
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

    void stop() {
        process.stop();
    }
}
