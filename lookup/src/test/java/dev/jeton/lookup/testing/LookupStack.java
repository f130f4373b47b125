package dev.jeton.lookup.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jeton.crypto.jose.DatedKeySet;
import dev.jeton.crypto.mapping.Csip;
import dev.jeton.crypto.mapping.CsipTrust;
import dev.jeton.crypto.mapping.CsipTrustFile;
import dev.jeton.crypto.ohttp.OhttpKeyPair;
import dev.jeton.crypto.ohttpkeys.DatedOhttpKey;
import dev.jeton.crypto.ohttpkeys.OhttpKeyDirectory;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.DevPostgres;
import dev.jeton.dev.stack.DevRedis;
import dev.jeton.dev.stack.FreePorts;
import dev.jeton.dev.stack.RunDirectory;
import dev.jeton.dev.stack.ServiceProcess;
import dev.jeton.dev.stack.TalkativeLog;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One PostgreSQL, one Redis and one authority for all integration tests, and the settings that point there. */
public final class LookupStack implements QuarkusTestResourceLifecycleManager {
    /** Believed from the start on, with keys at a URL where nobody ever answers. */
    public static final Csip AWAY =
            new Csip("https://away.example", DatedKeySet.NONE, List.of("+1"), List.of(), List.of());

    /** When sealed answers leave. */
    public static final Duration ANSWER_AFTER = Duration.ofMillis(25);

    private static @Nullable LookupStack running;

    private final RunDirectory run = RunDirectory.create("lookup-it");
    private final DevAuthority authority = DevAuthority.create(run);
    private final DevPostgres postgres = DevPostgres.in(run)
            // The server's log is one more place to look for what must not be there.
            .setting("log_statement", "all")
            .tls(authority)
            .start();
    private final DevPostgres.Database database = postgres.createDatabase("lookup", "lookup");
    private final DevRedis redis =
            DevRedis.in(run).tls(authority).appendOnly(true).start();
    private final TestIssuer issuer = TestIssuer.start(authority);
    private final TestCsip csip = new TestCsip();
    private final TestCsip otherCsip = new TestCsip("https://other-csip.example");
    private final TestRegistry registry = new TestRegistry();
    private final Path gatewayKeys = run.newDirectory("gateway-keys");
    private final int port = FreePorts.next();
    private final int managementPort = FreePorts.next();
    private final Map<String, String> settings = new HashMap<>();
    private boolean ready;
    private volatile long generation;

    /** The one that was started for this JVM's tests. */
    public static LookupStack running() {
        return Objects.requireNonNull(running, "only in a test that starts this resource");
    }

    @Override
    public Map<String, String> start() {
        running = this;
        // LeakIT reads the log.
        settings.putAll(TalkativeLog.ofLibraries());
        settings.put("quarkus.http.test-ssl-port", Integer.toString(port));
        settings.put("quarkus.http.ssl-port", Integer.toString(port));
        settings.put("quarkus.management.test-port", Integer.toString(managementPort));
        settings.putAll(identity("public"));
        settings.putAll(identity("management"));
        settings.put("quarkus.datasource.username", database.user());
        settings.put("quarkus.datasource.password", database.password());
        settings.put("quarkus.datasource.reactive.url", database.reactiveUrl());
        String ca = authority.certificateFile().toString();
        settings.put("quarkus.datasource.reactive.postgresql.ssl-mode", "verify-full");
        settings.put("quarkus.datasource.reactive.hostname-verification-algorithm", "HTTPS");
        settings.put("quarkus.datasource.reactive.trust-certificate-pem", "true");
        settings.put("quarkus.datasource.reactive.trust-certificate-pem.certs", ca);
        settings.put("quarkus.datasource.jdbc.url", database.jdbcUrl() + "?sslmode=verify-full&sslrootcert=" + ca);
        settings.put("quarkus.tls.issuers.trust-store.pem.certs", ca);
        settings.put("quarkus.tls.csip-keys.trust-store.pem.certs", ca);
        settings.put("jeton.lookup.authority", dpAuthority());
        settings.put("jeton.lookup.operator", "The Test Directory");
        settings.put("jeton.lookup.issuers", issuer.name());
        settings.put("jeton.lookup.direct-requests", "true");
        settings.put("jeton.redeemer.issuer-keys.refresh-spacing", "1s");
        settings.put("jeton.redeemer.issuer-keys.compare-every", "10s");
        // Tests wait for it, and some have many writers at once on a busy machine.
        settings.put("jeton.lookup.store.timeout", "5s");
        settings.put("jeton.redeemer.ledger.uri", redis.uri().toString());
        settings.put("jeton.redeemer.ledger.trust-certificates", ca);
        settings.put(
                "jeton.redeemer.ledger.password-file",
                file("redis-password", redis.password().getBytes(US_ASCII)));
        settings.put(
                "jeton.lookup.mappings.csip-trust-file",
                file("csips.json", trustFile(Map.of()).encode().toArray()));
        settings.put("jeton.gateway.key-directory", gatewayKeys.toString());
        settings.put("jeton.gateway.sealing-key-file", secret("gateway-sealing-key"));
        settings.put("jeton.gateway.answer-after", ANSWER_AFTER.toString());
        writeGatewayKey(Path.of(settings.get("jeton.gateway.sealing-key-file")));
        settings.put("jeton.lookup.at-rest.inner-key-file", secret("k1"));
        settings.put("jeton.lookup.at-rest.outer-keys.1.hash-key-file", secret("k2"));
        settings.put("jeton.lookup.at-rest.outer-keys.1.key-encryption-key-file", secret("kek"));
        return settings;
    }

    @Override
    public void stop() {
        issuer.stop();
        run.close();
    }

    /**
     * Another process of the same provider, on the same stores.
     *
     * @param authority where it listens; senders call it by the provider's name all the same
     * @param management {@code https://localhost:port} of its health and metrics
     */
    public record Replica(ServiceProcess process, String authority, String management) {}

    /** One that is ready, from this build, with these {@code changes} to the settings of this process. */
    public Replica startReplica(Map<String, String> changes) {
        int itsPort = FreePorts.next();
        int itsManagementPort = FreePorts.next();
        String itsManagement = "https://localhost:" + itsManagementPort;
        ServiceProcess.Builder builder = ServiceProcess.jar(
                        run, "replica", Path.of("target/quarkus-app/quarkus-run.jar"))
                .shortLived();
        settings.forEach(builder::setting);
        changes.forEach(builder::setting);
        ServiceProcess process = builder.listeningOn(itsPort, itsManagementPort)
                .readyWhenOk(URI.create(itsManagement + "/q/health/ready"), authority)
                .start();
        return new Replica(process, "localhost:" + itsPort, itsManagement);
    }

    /** All that the servers and replicas write. */
    public Path directory() {
        return run.path();
    }

    /** What senders call this DP. */
    public String dpAuthority() {
        return "localhost:" + port;
    }

    /** Runs {@code wait} once, before the first test. */
    synchronized void onceReady(Runnable wait) {
        if (!ready) {
            wait.run();
            ready = true;
        }
    }

    /** What the provider's challenge is made for, unless an operator has begun another one without saying so here. */
    long generation() {
        return generation;
    }

    /** Coins are good in {@code begun} from now on. */
    public void generationBegan(long begun) {
        generation = begun;
    }

    /** Whoever has published or removed much may do so again: all windows begin anew. */
    public void forgetWhatWasPublished() {
        redis.ask("EVAL", "for _, k in ipairs(redis.call('KEYS', '{publishing/*')) do redis.call('DEL', k) end", "0");
    }

    public DevAuthority authority() {
        return authority;
    }

    public TestIssuer issuer() {
        return issuer;
    }

    public TestCsip csip() {
        return csip;
    }

    /** A carrier of abroad, to whom a number of {@code +1...} may have moved. */
    public TestCsip otherCsip() {
        return otherCsip;
    }

    public TestRegistry registry() {
        return registry;
    }

    /** Who is believed there. */
    public CsipTrust trust() {
        return trustFile(Map.of()).csips();
    }

    /** The operator's file, with {@code more} in it, some of whose keys are {@code keysAt} URLs. */
    public CsipTrustFile trustFile(Map<String, URI> keysAt, Csip... more) {
        Csip abroad = new Csip(otherCsip.issuer(), otherCsip.trusted().keys(), List.of("+44"), List.of(), List.of());
        List<Csip> all = new ArrayList<>(List.of(csip.trusted(), abroad, registry.trusted(), AWAY));
        all.addAll(List.of(more));
        Map<String, URI> urls = new HashMap<>(keysAt);
        urls.put(AWAY.issuer(), URI.create("https://localhost:1/jwks.json"));
        return new CsipTrustFile(new CsipTrust(all), urls);
    }

    /** {@code https://localhost:port} of health and metrics. */
    public String management() {
        return "https://localhost:" + managementPort;
    }

    public DevPostgres postgres() {
        return postgres;
    }

    public DevPostgres.Database database() {
        return database;
    }

    public DevRedis redis() {
        return redis;
    }

    private Map<String, String> identity(String name) {
        DevAuthority.Identity identity = authority.issue(name);
        String prefix = "quarkus.tls." + name + ".key-store.pem.0.";
        return Map.of(
                prefix + "cert", identity.certificateFile().toString(),
                prefix + "key", identity.keyFile().toString());
    }

    private void writeGatewayKey(Path sealingKey) {
        try {
            // Old enough for whatever clock a test has, and good for days.
            Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(2));
            new OhttpKeyDirectory(gatewayKeys, SealingKey.load(sealingKey))
                    .write(new DatedOhttpKey(OhttpKeyPair.generate(1), begin, begin.plus(Duration.ofDays(20))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String secret(String name) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return file(name, key);
    }

    private String file(String name, byte[] content) {
        try {
            return Files.write(run.newDirectory(name).resolve(name), content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
