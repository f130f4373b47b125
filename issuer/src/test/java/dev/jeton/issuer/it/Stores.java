package dev.jeton.issuer.it;

import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.ohttp.OhttpKeyPair;
import dev.jeton.crypto.ohttpkeys.DatedOhttpKey;
import dev.jeton.crypto.ohttpkeys.OhttpKeyDirectory;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.DevPostgres;
import dev.jeton.dev.stack.DevRedis;
import dev.jeton.dev.stack.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/** What an issuer stands on, started once for all tests of this JVM; the run's shutdown hook ends it. */
final class Stores {
    static final ToyMsp ES = ToyMsp.named("es.example", JoseAlgorithm.ES256);
    static final ToyMsp ED = ToyMsp.named("ed.example", JoseAlgorithm.EDDSA);
    static final ToyMsp SMALL = ToyMsp.named("small.example", JoseAlgorithm.EDDSA);
    static final ToyMsp SUSPENDED = ToyMsp.named("suspended.example", JoseAlgorithm.ES256);
    static final ToyMsp STRANGER = ToyMsp.named("stranger.example", JoseAlgorithm.ES256);

    static final ToyOperator ALICE = ToyOperator.named("alice");

    private static final Stores SHARED = new Stores();

    final RunDirectory run = RunDirectory.create("issuer-it");
    final DevAuthority authority = DevAuthority.create(run);
    final DevPostgres postgres = DevPostgres.in(run)
            // The server's log is one more place to look for what must not be there.
            .setting("log_statement", "all")
            .tls(authority)
            .start();
    // Restarted by tests, with all that it held: lost quotas would stop everybody. Nobody cuts the power, and a slow
    // disk
    // would cost requests their second of patience.
    final DevRedis redis = DevRedis.in(run)
            .appendOnly(true)
            .setting("appendfsync", "no")
            .tls(authority)
            .start();
    final Path encryptionKey = run.path().resolve("kek");
    final Path msps = run.newDirectory("msps");
    final Path policies = run.newDirectory("policies");
    final Path operators = run.newDirectory("operators");
    final Path gatewayKeys = run.newDirectory("gateway-keys");
    final Path gatewaySealingKey = run.path().resolve("gateway-sealing-key");

    private Stores() {
        byte[] key = new byte[32];
        new Random(1).nextBytes(key);
        ALICE.register(operators);
        ES.register(msps, false, false);
        ED.register(msps, false, true);
        SMALL.register(msps, false, false);
        SUSPENDED.register(msps, true, false);
        try {
            Files.write(encryptionKey, key);
            Files.write(gatewaySealingKey, new SecureRandom().generateSeed(32));
            Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(2));
            new OhttpKeyDirectory(gatewayKeys, SealingKey.load(gatewaySealingKey))
                    .write(new DatedOhttpKey(OhttpKeyPair.generate(1), begin, begin.plus(Duration.ofDays(20))));
            Files.writeString(policies.resolve("es.yaml"), policy(ES, 5_000));
            Files.writeString(policies.resolve("ed.yaml"), policy(ED, 5_000));
            Files.writeString(policies.resolve("small.json"), policy(SMALL, 50));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stores shared() {
        return SHARED;
    }

    static String policy(ToyMsp msp, long tokensPerEpoch) {
        return String.join(
                "\n",
                "apiVersion: jeton.dev/v1",
                "kind: QuotaPolicy",
                "metadata: { name: " + msp.uri().uri().substring(7) + " }",
                "spec:",
                "  msp: " + msp.uri(),
                "  tokensPerEpoch: " + tokensPerEpoch,
                "  tiers:",
                "    standard:   { tokensPerEpoch: 40, maxBatch: 20 }",
                "    crowded:    { tokensPerEpoch: 40, maxBatch: 20, sendersPerEpoch: 3 }",
                "    business:   { tokensPerEpoch: 1000, maxBatch: 50 }");
    }
}
