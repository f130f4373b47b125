package dev.jeton.dev.demo.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.DevPostgres;
import dev.jeton.dev.stack.DevRedis;
import dev.jeton.dev.stack.RunDirectory;
import dev.jeton.dev.stack.ServiceProcess;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What docs/operations/tls.md promises of certificates, with an issuer: what it shows, and what it takes from PostgreSQL. */
class WireIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String NOT_REFRESHED = "event=keys-not-refreshed";

    private static RunDirectory run;
    private static DevAuthority authority;
    private static DevRedis redis;
    private static Services.IssuerFiles files;

    /** Its certificate is for other.localhost and 127.0.0.1. */
    private static DevPostgres otherName;

    private static Services.Stores stores;

    @BeforeAll
    static void start() {
        run = RunDirectory.create("wire");
        authority = DevAuthority.create(run);
        redis = DevRedis.in(run).tls(authority).start();
        DevAuthority.Identity other = authority.issue("other", "other.localhost");
        otherName = DevPostgres.in(run)
                .tls(authority)
                .setting("ssl_cert_file", other.certificateFile().toString())
                .setting("ssl_key_file", other.keyFile().toString())
                .start();
        stores = new Services.Stores(otherName.createDatabase("issuer", "issuer"), redis);
        files = new Services.IssuerFiles(
                new KeyFiles(run.newDirectory("keys")).sealingKey("issuer-key-encryption-key"),
                run.newDirectory("msps"),
                run.newDirectory("quotas"),
                run.newDirectory("operators"));
    }

    @AfterAll
    static void end() {
        run.close();
    }

    @Test
    void listeners_certificateThatIsRenewed_isShownWithoutARestart() throws Exception {
        Path mounted = run.newDirectory("mounted").resolve("current");
        Certificate former = mount(mounted);
        Endpoint at = Endpoint.withManagement();
        Map<String, String> settings = Map.of(
                "quarkus.tls.server.reload-period",
                "1s",
                "quarkus.tls.server.key-store.pem.0.cert",
                mounted.resolve("cert").toString(),
                "quarkus.tls.server.key-store.pem.0.key",
                mounted.resolve("key").toString());
        ServiceProcess issuer = issuer(at, stores, settings).start();
        assertThat(shownAt(at.port())).isEqualTo(former);
        assertThat(shownAt(at.managementPort())).isEqualTo(former);
        HttpClient connected = authority.httpClient().build();
        assertThat(status(connected, at)).isEqualTo(200);

        Certificate renewed = mount(mounted);

        assertThat(renewed).isNotEqualTo(former);
        await("the renewed certificate", () -> isShown(renewed, at.port()));
        await("the same for operators", () -> isShown(renewed, at.managementPort()));
        assertThat(status(connected, at)).as("of a connection that was open").isEqualTo(200);
        assertThat(issuer.isRunning()).isTrue();
        for (int i = 0; i < 300; i++) { // Some of them while it reads its files once more.
            isShown(renewed, at.port());
            Thread.sleep(10);
        }
        assertThat(Files.readString(issuer.log()))
                .as("the other ends of connections, as Netty names them")
                .doesNotContain("R:/127.0.0.1");
        issuer.stop();
    }

    @Test
    void postgres_thatSpeaksNoTls_isNotUsed_andTheLogSaysSoOnce() throws Exception {
        DevPostgres plain = DevPostgres.start(run);
        DevPostgres.Database database = plain.createDatabase("issuer", "issuer");

        assertNotUsed(new Services.Stores(database, redis), Map.of(), "SSL");
        assertThat(tables(database)).as("nothing was said to it").isZero();
    }

    /** By its address, which its certificate has too, the other test uses the same server. */
    @Test
    void postgres_thatShowsAnotherName_isNotUsed_andTheLogSaysSoOnce() throws Exception {
        DevPostgres.Database database = stores.database();
        Map<String, String> byName = new HashMap<>();
        byName.put("quarkus.datasource.reactive.url", database.reactiveUrl().replace("127.0.0.1", "localhost"));
        byName.put(
                "quarkus.datasource.jdbc.url",
                database.jdbcUrl().replace("127.0.0.1", "localhost") + "?sslmode=verify-full&sslrootcert="
                        + authority.certificateFile());

        assertNotUsed(stores, byName, "localhost");
    }

    private static void assertNotUsed(Services.Stores wrong, Map<String, String> settings, String cause)
            throws Exception {
        Endpoint at = Endpoint.withManagement();
        Map<String, String> often = new HashMap<>(settings);
        often.put("jeton.issuer.keys.refresh-every", "1s");
        ServiceProcess issuer = issuer(at, wrong, often)
                .readyWhenOk(at.management("/q/health/live"), authority)
                .start();

        await(NOT_REFRESHED, () -> !told(issuer).isEmpty());
        Thread.sleep(3_000); // It tries each second, and has to keep quiet about it.

        assertThat(told(issuer)).singleElement().asString().contains(cause);
        assertThat(status(authority.httpClient().build(), at)).isEqualTo(503);
        issuer.stop();
    }

    private static ServiceProcess.Builder issuer(Endpoint at, Services.Stores wrong, Map<String, String> settings) {
        return new Services(run, authority).issuer(Plan.ofThisBuild().with(Plan.ISSUER, settings), at, wrong, files);
    }

    private static List<String> told(ServiceProcess issuer) throws IOException {
        return Files.readAllLines(issuer.log()).stream()
                .filter(line -> line.contains(NOT_REFRESHED))
                .toList();
    }

    private static int tables(DevPostgres.Database database) throws Exception {
        try (var session = database.connect();
                var statement = session.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from information_schema.tables where table_schema = 'public'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static int status(HttpClient client, Endpoint at) throws Exception {
        URI ready = at.management(Endpoint.READY_PATH);
        return client.send(HttpRequest.newBuilder(ready).timeout(LIMIT).build(), BodyHandlers.discarding())
                .statusCode();
    }

    /** Vert.x closes connections that begin while it takes over what was read. */
    private static boolean isShown(Certificate expected, int port) throws IOException {
        try {
            return shownAt(port).equals(expected);
        } catch (SSLHandshakeException | SocketException closed) {
            return false;
        }
    }

    private static Certificate shownAt(int port) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) authority.clientContext().getSocketFactory().createSocket("localhost", port)) {
            SSLParameters tls13 = DevAuthority.tls13();
            tls13.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(tls13);
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    /** As a mounted secret changes: a new key and its certificate, both at once. */
    private static Certificate mount(Path current) throws Exception {
        DevAuthority.Identity identity = authority.issue(Plan.ISSUER);
        Path version = run.newDirectory("version");
        Files.move(identity.certificateFile(), version.resolve("cert"));
        Files.move(identity.keyFile(), version.resolve("key"));
        Path next = Files.createSymbolicLink(version.resolveSibling("next"), version);
        Files.move(next, current, StandardCopyOption.ATOMIC_MOVE);
        try (var pem = Files.newInputStream(current.resolve("cert"))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what + " within " + LIMIT).isLessThan(end);
            Thread.sleep(200);
        }
    }
}
