package dev.jeton.client.cli;

import dev.jeton.crypto.keyfiles.KeyFiles;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TruncatedTokenKeyId;
import dev.jeton.crypto.token.VoprfTokenSecretKey;
import dev.jeton.crypto.voprfkeys.VoprfEpochKey;
import dev.jeton.crypto.voprfkeys.VoprfKeyDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "create",
        description = "Write the key files that are missing for the current epoch and those after it.",
        footer = {
            "",
            "Example:",
            "  head -c 32 /dev/urandom > sealing-key",
            "  jeton voprf-keys create --directory keys \\",
            "      --sealing-key sealing-key --epochs 30",
            "",
            "Epoch length and grace must be the issuer's own. A file that exists is left as it is, so the same command"
                    + " adds the days that have come. Whoever has the files and the sealing key can make tokens."
        })
final class VoprfKeysCreate extends Action {
    @Option(
            names = "--directory",
            required = true,
            paramLabel = "DIR",
            description = "Where the files are, to be mounted by the issuer and the discovery provider.")
    private Optional<Path> directory = Optional.empty();

    @Option(
            names = "--sealing-key",
            required = true,
            paramLabel = "FILE",
            description = "The key that they are sealed under: 32 raw bytes, or their base64 in one line.")
    private Optional<Path> sealingKey = Optional.empty();

    @Option(names = "--epochs", paramLabel = "N", description = "How many epochs from now. Default: ${DEFAULT-VALUE}.")
    private int epochs = 7;

    @Option(
            names = "--epoch-length",
            paramLabel = "DURATION",
            description = "As in jeton.issuer.keys.epoch-length. Default: ${DEFAULT-VALUE}.")
    private Duration epochLength = Duration.ofHours(24);

    @Option(
            names = "--grace",
            paramLabel = "DURATION",
            description = "As in jeton.issuer.keys.grace. Default: ${DEFAULT-VALUE}.")
    private Duration grace = Duration.ofHours(24);

    VoprfKeysCreate(CliContext context) {
        super(context);
    }

    @Override
    Report perform() throws Exception {
        if (epochs < 1 || epochs > VoprfKeyDirectory.MAX_FILES) {
            throw BadInput.typed("--epochs: expected 1 to " + VoprfKeyDirectory.MAX_FILES);
        }
        KeyFilesCreated.requireWholeSeconds("--epoch-length", epochLength, Duration.ofMinutes(1));
        KeyFilesCreated.requireWholeSeconds("--grace", grace, Duration.ofMinutes(5));
        if (epochLength.plus(grace).compareTo(VoprfEpochKey.LONGEST_LIFE) > 0) {
            throw BadInput.typed(
                    "--epoch-length and --grace: together at most " + VoprfEpochKey.LONGEST_LIFE.toDays() + " days");
        }
        try {
            Path path = directory.orElseThrow();
            Keys files = new Keys(this, new VoprfKeyDirectory(path, SealingKey.load(sealingKey.orElseThrow())));
            return KeyFilesCreated.create(
                    path, epochLength, epochs, context.clock().instant(), files);
        } catch (IOException e) {
            throw BadInput.file("cannot write the key files", e);
        }
    }

    /** The keys of one directory. */
    private record Keys(VoprfKeysCreate command, VoprfKeyDirectory files) implements KeyFilesCreated.Kind {
        @Override
        public String write(Instant notBefore) throws IOException {
            return files.write(command.key(files.read().keys(), notBefore));
        }

        @Override
        public String fileName(Instant notBefore) {
            return VoprfKeyDirectory.fileName(notBefore.getEpochSecond());
        }

        @Override
        public List<KeyFiles.Refused> refused() throws IOException {
            return files.read().refused();
        }
    }

    /** A new key whose truncated id is that of no key that is valid at the same time (RFC 9578, Section 5.5). */
    private VoprfEpochKey key(List<VoprfEpochKey> others, Instant notBefore) {
        Instant notAfter = notBefore.plus(epochLength).plus(grace);
        List<TruncatedTokenKeyId> taken = others.stream()
                .map(VoprfEpochKey::published)
                .filter(other -> other.notBefore().isBefore(notAfter) && notBefore.isBefore(other.notAfter()))
                .map(other -> other.publicKey().keyId().truncated())
                .toList();
        VoprfTokenSecretKey key = VoprfTokenSecretKey.generate();
        while (taken.contains(key.publicKey().keyId().truncated())) {
            key = VoprfTokenSecretKey.generate();
        }
        return new VoprfEpochKey(key, new IssuerDirectory.VoprfKey(key.publicKey(), notBefore, notAfter));
    }
}
