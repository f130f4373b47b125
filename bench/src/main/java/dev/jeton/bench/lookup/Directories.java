package dev.jeton.bench.lookup;

import dev.jeton.bench.NotMeasured;
import dev.jeton.client.directory.DirectoryImport;
import dev.jeton.client.directory.ImportProgress;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.JdkHttpTransport;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.json.JsonWriter;
import dev.jeton.crypto.ohttp.OhttpKeyPair;
import dev.jeton.crypto.ohttpkeys.DatedOhttpKey;
import dev.jeton.crypto.ohttpkeys.OhttpKeyDirectory;
import dev.jeton.crypto.operator.OperatorCredential;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.DevPostgres;
import dev.jeton.dev.stack.DevRedis;
import dev.jeton.dev.stack.FreePorts;
import dev.jeton.dev.stack.RunDirectory;
import dev.jeton.dev.stack.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** Discovery providers of one authority, on one PostgreSQL, each with a database and a Redis of its own; and the floor. */
final class Directories implements AutoCloseable {
    private static final String AUDIENCE = "https://dp.example";
    private static final String OPERATOR = "olga";
    private static final Duration CREDENTIAL_LIFE = Duration.ofMinutes(5);
    private static final int HEAP_MEGABYTES = 512;
    private static final int KEY_BYTES = 32;
    private static final int IMPORTS_AT_ONCE = 4;

    private final RunDirectory run = RunDirectory.create("bench-lookup");
    private final DevAuthority authority = DevAuthority.create(run);
    private final LocalIssuer issuer = new LocalIssuer(authority);
    private final JoseSigningKey operator = JoseSigningKey.generate(JoseAlgorithm.EDDSA);
    private final Path secrets = run.newDirectory("secrets");
    private final DevPostgres postgres;
    private final MadeUpDirectory people;

    Directories(MadeUpDirectory people) {
        this.people = people;
        this.postgres = DevPostgres.in(run)
                .setting("shared_buffers", "1GB")
                .setting("max_wal_size", "4GB")
                // Three services, each with a pool of 20 and two more for Flyway.
                .setting("max_connections", "100")
                .tls(authority)
                .start();
    }

    /** A provider with the first {@code people}. */
    record Filled(URI lookups, int people, double importedPerSecond, DevPostgres.Database database, DevRedis redis) {}

    LocalIssuer issuer() {
        return issuer;
    }

    HttpClient httpClient() {
        return authority.httpClient().build();
    }

    SSLContext clientContext() {
        return authority.clientContext();
    }

    /** Starts a provider and imports the first {@code count} people. */
    Filled fill(String name, Path jar, int count) {
        return fill(name, jar, count, Map.of());
    }

    /** One with {@code more} settings. */
    Filled fill(String name, Path jar, int count, Map<String, String> more) {
        Path mappings = people.mappings(count);
        DevPostgres.Database database = postgres.createDatabase(name, name);
        DevRedis redis = redis();
        int port = FreePorts.next();
        int managementPort = FreePorts.next();
        ServiceProcess.Builder provider = service(name, jar);
        more.forEach(provider::setting);
        provider.listeningOn(port, managementPort)
                .certificate("management", authority.issue(name + "-management"))
                .postgres(database, authority)
                .setting("jeton.lookup.authority", MadeUpDirectory.authority().name())
                .setting("jeton.lookup.operator", "Made-up Directory")
                .setting("jeton.lookup.issuers", issuer.name())
                .setting("jeton.lookup.direct-requests", "true")
                .setting(
                        "jeton.lookup.mappings.csip-trust-file",
                        write(name + "-csips.json", people.trust().encode().toArray()))
                .setting("jeton.lookup.at-rest.inner-key-file", secret(name + "-k1"))
                .setting("jeton.lookup.at-rest.outer-keys.1.hash-key-file", secret(name + "-k2"))
                .setting("jeton.lookup.at-rest.outer-keys.1.key-encryption-key-file", secret(name + "-kek"))
                .setting("jeton.admin.operators-directory", operators(name))
                .setting("jeton.admin.audience", AUDIENCE)
                .setting("jeton.admin.max-requests", Integer.toString(2 * IMPORTS_AT_ONCE))
                .setting("jeton.redeemer.issuer-keys.refresh-spacing", "1s")
                // A stall of the machine counts as latency, and ends nothing.
                .setting("jeton.redeemer.ledger.command-timeout", "10s")
                .setting("jeton.lookup.store.timeout", "10s")
                .setting("jeton.redeemer.ledger.uri", redis.uri().toString())
                .setting("jeton.redeemer.ledger.trust-certificates", ca())
                .setting(
                        "jeton.redeemer.ledger.password-file",
                        redis.passwordFile().toString())
                .setting("quarkus.tls.issuers.trust-store.pem.certs", ca())
                .readyWhenOk(URI.create("https://localhost:" + managementPort + "/q/health/ready"), authority)
                .start();
        double perSecond = importAll(mappings, managementPort, count);
        return new Filled(at(port), count, perSecond, database, redis);
    }

    /** Settings of a gateway, with a key of its own. */
    Map<String, String> gateway() {
        return gateway(Duration.ZERO);
    }

    /** The same, whose answers leave so long after their requests. */
    Map<String, String> gateway(Duration answerAfter) {
        Path keys = run.newDirectory("gateway-keys");
        String sealingKey = secret("gateway-sealing-key");
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try {
            new OhttpKeyDirectory(keys, SealingKey.load(Path.of(sealingKey)))
                    .write(new DatedOhttpKey(
                            OhttpKeyPair.generate(1), now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(1))));
        } catch (IOException e) {
            throw new NotMeasured("cannot write a gateway's key", e);
        }
        return Map.of(
                "jeton.gateway.key-directory", keys.toString(),
                "jeton.gateway.sealing-key-file", sealingKey,
                "jeton.gateway.answer-after", answerAfter.toString());
    }

    /** The least that {@code filled} could do. */
    URI floor(Path jar, Filled filled) {
        int port = FreePorts.next();
        service("floor", jar)
                .setting("quarkus.http.host", "127.0.0.1")
                .setting("quarkus.http.ssl-port", Integer.toString(port))
                .postgres(filled.database(), authority)
                .setting("jeton.bench.floor.redis", filled.redis().uri().toString())
                .setting(
                        "jeton.bench.floor.password-file",
                        filled.redis().passwordFile().toString())
                .setting("jeton.bench.floor.trust-certificates", ca())
                .readyWhenOk(at(port), authority)
                .start();
        return at(port);
    }

    @Override
    public void close() {
        issuer.close();
        run.close();
    }

    private ServiceProcess.Builder service(String name, Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new NotMeasured("there is no " + jar);
        }
        return ServiceProcess.jar(run, name, jar)
                .heapMegabytes(HEAP_MEGABYTES)
                .certificate("public", authority.issue(name));
    }

    private DevRedis redis() {
        return DevRedis.in(run).tls(authority).appendOnly(true).start();
    }

    private static URI at(int port) {
        return URI.create("https://localhost:" + port + LookupRequest.PATH);
    }

    /** Mappings per second. */
    private double importAll(Path mappings, int managementPort, int count) {
        System.err.printf("importing %,d mappings%n", count);
        long start = System.nanoTime();
        try {
            // What an earlier run has imported is gone with its database.
            Files.deleteIfExists(ImportProgress.fileFor(mappings));
            ImportProgress done = new DirectoryImport(
                            JdkHttpTransport.trusting(authority.certificateFile()),
                            new HttpsOrigin(new Authority("localhost:" + managementPort)),
                            this::credential,
                            "a measurement",
                            IMPORTS_AT_ONCE)
                    .run(mappings, progress -> {});
            // There already is what was stored by a batch whose answer was too late for its sender.
            if (done.count(ImportProgress.STORED) + done.count(ImportProgress.THERE) != count) {
                throw new NotMeasured("not all mappings were stored: " + done.outcomes());
            }
        } catch (IOException | ServiceFailure e) {
            throw new NotMeasured("cannot import: " + e.getMessage(), e);
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private String credential() {
        return OperatorCredential.forOperator(OPERATOR, AUDIENCE, Validity.of(Instant.now(), CREDENTIAL_LIFE))
                .sign(operator);
    }

    private String operators(String name) {
        Path directory = run.newDirectory(name + "-operators");
        JsonWriter document = new JsonWriter()
                .put("apiVersion", "jeton.dev/v1")
                .put("kind", "Operator")
                .put("metadata", new JsonWriter().put("name", OPERATOR))
                .put("spec", JwkSet.of(operator.publicKey()).toJson().put("name", OPERATOR));
        write(directory.resolve("olga.json"), document.toBytes().toArray());
        return directory.toString();
    }

    private String secret(String name) {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return write(name, key);
    }

    private String ca() {
        return authority.certificateFile().toString();
    }

    private String write(String name, byte[] content) {
        return write(secrets.resolve(name), content);
    }

    private static String write(Path file, byte[] content) {
        try {
            return Files.write(file, content).toString();
        } catch (IOException e) {
            throw new NotMeasured("cannot write " + file, e);
        }
    }
}
