package dev.jeton.bench.issuer;

import dev.jeton.bench.NotMeasured;
import dev.jeton.crypto.attestation.SenderAttestation;
import dev.jeton.crypto.csi.MspUri;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.DevPostgres;
import dev.jeton.dev.stack.DevRedis;
import dev.jeton.dev.stack.FreePorts;
import dev.jeton.dev.stack.RunDirectory;
import dev.jeton.dev.stack.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;

/** One issuer on stores of its own, with one provider whose senders may have as much as they can get. */
final class IssuerUnderTest implements AutoCloseable {
    private static final String BASE_URL = "https://issuer.example";
    private static final MspUri MSP = new MspUri("mimi://msp.example");
    private static final String TIER = "standard";
    /** The largest batch of the load, and no tighter than that. */
    private static final int MAX_BATCH = 100;

    private final RunDirectory run = RunDirectory.create("bench");
    private final DevAuthority authority = DevAuthority.create(run);
    private final DevRedis redis =
            DevRedis.in(run).tls(authority).appendOnly(true).start();
    private final JoseSigningKey mspKey = JoseSigningKey.generate(JoseAlgorithm.ES256);
    private final int port = FreePorts.next();

    /** Starts it, and returns when it is ready. The jar is a Quarkus application's {@code quarkus-run.jar}. */
    IssuerUnderTest(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new NotMeasured("there is no " + jar);
        }
        DevPostgres postgres = DevPostgres.in(run).tls(authority).start();
        DevPostgres.Database database = postgres.createDatabase("issuer", "issuer");
        DevAuthority.Identity identity = authority.issue("issuer");
        String ca = authority.certificateFile().toString();
        int managementPort = FreePorts.next();
        ServiceProcess.jar(run, "issuer", jar)
                .heapMegabytes(512)
                .listeningOn(port, managementPort)
                .certificate("server", identity)
                .postgres(database, authority)
                .setting("jeton.issuer.base-url", BASE_URL)
                .setting("jeton.issuer.max-batch", Integer.toString(MAX_BATCH))
                .setting(
                        "jeton.issuer.keys.encryption-key-file",
                        keyEncryptionKey().toString())
                .setting("jeton.issuer.msp.directory", providers().toString())
                .setting("jeton.issuer.quota.directory", policies().toString())
                .setting("jeton.issuer.quota.redis.uri", redis.uri().toString())
                .setting("jeton.issuer.quota.redis.trust-certificates-file", ca)
                .setting(
                        "jeton.issuer.quota.redis.password-file",
                        redis.passwordFile().toString())
                .readyWhenOk(URI.create("https://localhost:" + managementPort + "/q/health/ready"), authority)
                .start();
    }

    URI at(String path) {
        return URI.create("https://localhost:" + port + path);
    }

    HttpClient.Builder httpClient() {
        return authority.httpClient();
    }

    /** An attestation of ten minutes. */
    String attest(String pseudonym, long epoch) {
        Validity validity = Validity.of(Instant.now(), SenderAttestation.MAX_LIFE);
        return SenderAttestation.forSender(MSP, pseudonym, epoch, BASE_URL, TIER, validity)
                .sign(mspKey);
    }

    /** How many scripts Redis has run so far: one round trip each. */
    long scripts() {
        return redis.calls("evalsha") + redis.calls("eval");
    }

    @Override
    public void close() {
        run.close();
    }

    private Path keyEncryptionKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return write(run.newDirectory("secrets").resolve("key-encryption-key"), key);
    }

    private Path providers() {
        Path directory = run.newDirectory("providers");
        write(
                directory.resolve("msp.jwks"),
                JwkSet.of(mspKey.publicKey()).toJson().toBytes().toArray());
        write(directory.resolve("msp.yaml"), """
                apiVersion: jeton.dev/v1
                kind: MessagingServiceProvider
                metadata: { name: msp }
                spec: { msp: %s, keysFile: msp.jwks }
                """.formatted(MSP).getBytes(StandardCharsets.UTF_8));
        return directory;
    }

    private Path policies() {
        Path directory = run.newDirectory("policies");
        write(directory.resolve("msp.yaml"), """
                apiVersion: jeton.dev/v1
                kind: QuotaPolicy
                metadata: { name: msp }
                spec:
                  msp: %s
                  tokensPerEpoch: 1000000000
                  tiers: { %s: { tokensPerEpoch: 1000000000, maxBatch: %d } }
                """.formatted(MSP, TIER, MAX_BATCH).getBytes(StandardCharsets.UTF_8));
        return directory;
    }

    private static Path write(Path file, byte[] contents) {
        try {
            return Files.write(file, contents);
        } catch (IOException e) {
            throw new NotMeasured("cannot write " + file, e);
        }
    }
}
