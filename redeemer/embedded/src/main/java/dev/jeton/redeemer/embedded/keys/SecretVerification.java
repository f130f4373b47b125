package dev.jeton.redeemer.embedded.keys;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.voprfkeys.VoprfKeyDirectory;
import dev.jeton.redeemer.keys.MountedVoprfKeys;
import dev.jeton.redeemer.redeem.Redeemer;
import dev.jeton.redeemer.redeem.VerifierThreads;
import dev.jeton.redeemer.spend.SpendLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Type 0x0001: the secret keys of the one issuer of this provider's domain, from mounted files. */
record SecretVerification(MountedVoprfKeys keys, VerifierThreads threads, ExecutorService reader)
        implements Verification {
    private static final String PREFIX = "jeton.redeemer.voprf.";

    static SecretVerification start(String issuer, VoprfConfig config, InstantSource clock) {
        int threads = config.threads().orElse(Runtime.getRuntime().availableProcessors());
        if (threads < 1 || config.maxWaiting() < 1) {
            throw new IllegalArgumentException(PREFIX + "threads and max-waiting: at least 1");
        }
        if (config.refreshEvery().isNegative() || config.refreshEvery().isZero()) {
            throw new IllegalArgumentException(PREFIX + "refresh-every: must be positive");
        }
        VoprfKeyDirectory directory = directory(config);
        ExecutorService reader = Executors.newSingleThreadExecutor(task -> new Thread(task, "voprf-key-reader"));
        try {
            return new SecretVerification(
                    MountedVoprfKeys.start(issuer, directory, config.refreshEvery(), reader, clock),
                    new VerifierThreads(threads, config.maxWaiting()),
                    reader);
        } catch (IOException e) {
            reader.shutdown();
            throw new UncheckedIOException(PREFIX + "key-directory: cannot be read: " + e, e);
        }
    }

    /** Refuses settings for secret keys where tokens of the other type are taken. */
    static void requireUnset(VoprfConfig config) {
        if (config.keyDirectory().isPresent() || config.sealingKeyFile().isPresent()) {
            throw new IllegalArgumentException(PREFIX + "key-directory and sealing-key-file: only with"
                    + " tokens of type voprf, since a discovery provider takes tokens of one type");
        }
    }

    @Override
    public Redeemer redeemer(String authority, SpendLedger ledger, InstantSource clock) {
        return new Redeemer(authority, keys, threads, ledger, clock);
    }

    /** Keys that have ended verify nothing: unlike public ones, the next do not come by themselves. */
    @Override
    public Map<String, Boolean> loaded() {
        return Map.of(keys.issuer(), keys.offered().isPresent());
    }

    @Override
    public void close() {
        keys.close();
        reader.shutdown();
        threads.close();
    }

    private static VoprfKeyDirectory directory(VoprfConfig config) {
        Path sealingKeyFile = config.sealingKeyFile()
                .orElseThrow(() ->
                        new IllegalArgumentException(PREFIX + "sealing-key-file: needed with tokens of type voprf"));
        Path directory = config.keyDirectory()
                .orElseThrow(
                        () -> new IllegalArgumentException(PREFIX + "key-directory: needed with tokens of type voprf"));
        try {
            return new VoprfKeyDirectory(directory, SealingKey.load(sealingKeyFile));
        } catch (IOException e) {
            throw new UncheckedIOException(PREFIX + "sealing-key-file: " + e.getMessage(), e);
        }
    }
}
