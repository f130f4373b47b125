package dev.jeton.dev.demo;

import dev.jeton.client.issuance.TokenIssuance;
import dev.jeton.client.wallet.TokenScope;
import dev.jeton.client.wallet.TokenWallet;
import dev.jeton.crypto.attestation.SenderAttestation;
import dev.jeton.crypto.auth.PrivateTokenCredentials;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.demo.toy.ToyMsp;
import dev.jeton.dev.demo.world.Plan;
import dev.jeton.dev.demo.world.Recipients;
import dev.jeton.dev.demo.world.World;
import dev.jeton.dev.stack.RunDirectory;
import java.io.BufferedReader;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Other implementations, of Privacy Pass as client, issuer and origin, against our running services and against our code:
 * the scripts of {@code dev/interop}, run by Node, which report on standard error. {@code dev/interop/run} starts this.
 */
final class Interop {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final InstantSource CLOCK = InstantSource.system();

    private final World world;

    /** Of somebody who can be found. */
    private static final Csi PUBLISHED = new Csi("tel:+12025550142");

    /** Those of Privacy Pass know no relay. */
    private static final Map<String, String> DIRECT = Map.of("jeton.lookup.direct-requests", "true");

    private Interop(World world) {
        this.world = world;
    }

    /**
     * Ends with the exit code of the scripts.
     *
     * @param arguments the directory of the scripts, and the jar of the {@code jeton} command
     */
    public static void main(String[] arguments) throws Exception {
        Path scripts = Path.of(arguments[0]);
        Path jeton = Path.of(arguments[1]);
        int exitCode = inAWorld(run -> Plan.ofThisBuild().with(Plan.LOOKUP, DIRECT), scripts, "blind-rsa");
        if (exitCode == 0) {
            exitCode = inAWorld(run -> oneDomain(run, jeton), scripts, "voprf");
        }
        System.exit(exitCode);
    }

    private interface Planner {
        Plan plan(RunDirectory run) throws Exception;
    }

    private static int inAWorld(Planner planner, Path scripts, String tokenType) throws Exception {
        try (RunDirectory run = RunDirectory.create("interop")) {
            World world = World.start(
                    run,
                    planner.plan(run),
                    new StartUp(Terminal.standard()),
                    crash -> System.err.println("crashed: " + crash));
            return new Interop(world).exchange(scripts, tokenType);
        }
    }

    /** Issuer and discovery provider are one domain, with the same key files for tokens of type 0x0001. */
    private static Plan oneDomain(RunDirectory run, Path jeton) throws Exception {
        Path keys = run.newDirectory("voprf-keys");
        Path sealingKey = run.newDirectory("voprf-sealing-key").resolve("key");
        byte[] random = new byte[SealingKey.KEY_BYTES];
        new SecureRandom().nextBytes(random);
        Files.write(sealingKey, random);
        String[] command = {
            Launcher.java(),
            "-jar",
            jeton.toString(),
            "voprf-keys",
            "create",
            "--directory",
            keys.toString(),
            "--sealing-key",
            sealingKey.toString(),
            "--epochs",
            "2"
        };
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("jeton voprf-keys create failed");
        }
        Plan plan = Plan.ofThisBuild();
        return new Plan(
                plan.issuerJar(),
                plan.lookupJar(),
                plan.relayJar(),
                Map.of(
                        Plan.ISSUER,
                        Map.of(
                                "jeton.issuer.voprf.key-directory", keys.toString(),
                                "jeton.issuer.voprf.sealing-key-file", sealingKey.toString()),
                        Plan.LOOKUP,
                        Map.of(
                                "jeton.lookup.direct-requests",
                                "true",
                                "jeton.lookup.token-type",
                                "voprf",
                                "jeton.redeemer.voprf.key-directory",
                                keys.toString(),
                                "jeton.redeemer.voprf.sealing-key-file",
                                sealingKey.toString())));
    }

    private int exchange(Path scripts, String tokenType) throws Exception {
        Recipients recipients = new Recipients(world);
        recipients.publish(
                recipients.attested(PUBLISHED, JoseAlgorithm.EDDSA), List.of(Recipients.msp("mimi://owl.example")));
        ProcessBuilder builder = new ProcessBuilder("node", "main.mjs", tokenType)
                .directory(scripts.toFile())
                .redirectError(Redirect.INHERIT);
        builder.environment()
                .putAll(Map.of(
                        "RELAY", world.relayAt().origin().url(),
                        "MIRROR", world.mirrorAt().origin().url(),
                        "PUBLISHED", PUBLISHED.uri(),
                        "NODE_EXTRA_CA_CERTS",
                                world.authority().certificateFile().toString(),
                        "ISSUER", world.issuerAt().origin().url(),
                        "DP", world.lookupAt().origin().url(),
                        "MSP_ATTESTATIONS",
                                world.mspAt()
                                        .origin()
                                        .at(ToyMsp.ATTESTATIONS_PATH)
                                        .toString(),
                        "MSP_USER", world.alice().name(),
                        "MSP_PASSWORD", world.alice().password()));
        Process node = builder.start();
        CompletableFuture.delayedExecutor(LIMIT.toSeconds(), TimeUnit.SECONDS).execute(node::destroyForcibly);
        try (BufferedReader questions = node.inputReader();
                Writer answers = node.outputWriter()) {
            OurSide ourSide = new OurSide(this::sdkTokens);
            for (String question; (question = questions.readLine()) != null; ) {
                answers.write(ourSide.answer(question) + "\n");
                answers.flush();
            }
            return node.waitFor();
        } finally {
            node.destroy();
        }
    }

    /** As an app gets them: with our SDK, from the running issuer, into a wallet. */
    private List<Bytes> sdkTokens(int count) throws Exception {
        TokenScope scope =
                new TokenScope(world.issuerAt().origin(), world.lookupAt().origin());
        TokenWallet wallet =
                TokenWallet.open(world.newDirectory("interop-wallet").resolve("wallet"), CLOCK);
        new TokenIssuance(world.transport(), scope.issuer(), this::attestation, CLOCK)
                .request(scope.discoveryProvider(), count, wallet);
        List<Bytes> tokens = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PrivateTokenCredentials credentials =
                    wallet.take(scope, Csi.parse("csi", "tel:+1202555010" + i)).credentials();
            tokens.add(credentials.token().encode());
        }
        return tokens;
    }

    private String attestation(String issuerUrl, long epoch) {
        return SenderAttestation.forSender(
                        World.MSP,
                        "a-pseudonym",
                        epoch,
                        issuerUrl,
                        World.STANDARD_TIER,
                        Validity.of(Instant.now(), Duration.ofMinutes(5)))
                .sign(world.mspKey());
    }
}
