package dev.jeton.dev.demo;

import dev.jeton.client.issuance.TokenIssuance;
import dev.jeton.client.wallet.TokenScope;
import dev.jeton.client.wallet.TokenWallet;
import dev.jeton.crypto.attestation.SenderAttestation;
import dev.jeton.crypto.auth.PrivateTokenCredentials;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.jose.Validity;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.demo.toy.ToyMsp;
import dev.jeton.dev.demo.world.Plan;
import dev.jeton.dev.demo.world.World;
import dev.jeton.dev.stack.RunDirectory;
import java.io.BufferedReader;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Another implementation of Privacy Pass as client, issuer and origin, against our running services and against our code:
 * the scripts of {@code dev/interop}, run by Node, which report on standard error. {@code dev/interop/run} starts this.
 */
final class Interop {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final InstantSource CLOCK = InstantSource.system();

    private final World world;

    private Interop(World world) {
        this.world = world;
    }

    /**
     * Ends with the exit code of the scripts.
     *
     * @param arguments the directory of the scripts
     */
    public static void main(String[] arguments) throws Exception {
        int exitCode;
        try (RunDirectory run = RunDirectory.create("interop")) {
            World world = World.start(
                    run,
                    Plan.ofThisBuild(),
                    new StartUp(Terminal.standard()),
                    crash -> System.err.println("crashed: " + crash));
            exitCode = new Interop(world).exchange(Path.of(arguments[0]));
        }
        System.exit(exitCode);
    }

    private int exchange(Path scripts) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("node", "main.mjs")
                .directory(scripts.toFile())
                .redirectError(Redirect.INHERIT);
        builder.environment()
                .putAll(Map.of(
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
