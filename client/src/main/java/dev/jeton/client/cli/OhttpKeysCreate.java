package dev.jeton.client.cli;

import dev.jeton.crypto.keyfiles.KeyFiles;
import dev.jeton.crypto.ohttp.OhttpKeyPair;
import dev.jeton.crypto.ohttpkeys.DatedOhttpKey;
import dev.jeton.crypto.ohttpkeys.OhttpKeyDirectory;
import dev.jeton.crypto.secret.SealingKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "create",
        description = "Write the key files that are missing for now and the time after it.",
        footer = {
            "",
            "Example:",
            "  head -c 32 /dev/urandom > sealing-key",
            "  jeton ohttp-keys create --directory keys --sealing-key sealing-key",
            "",
            "A file that exists is left as it is, so the same command adds the weeks that have come. Delete the files of"
                    + " keys that have ended: whoever has one and the sealing key can open all that was sealed to it."
        })
final class OhttpKeysCreate extends Action {
    private static final int IDS = 256;
    /** Of as many keys that are valid at once the id of one more is found. */
    private static final int MOST_TOGETHER = 100;

    @Option(
            names = "--directory",
            required = true,
            paramLabel = "DIR",
            description = "Where the files are, to be mounted by all replicas of the service.")
    private Optional<Path> directory = Optional.empty();

    @Option(
            names = "--sealing-key",
            required = true,
            paramLabel = "FILE",
            description = "The key that they are sealed under: 32 raw bytes, or their base64 in one line.")
    private Optional<Path> sealingKey = Optional.empty();

    @Option(names = "--keys", paramLabel = "N", description = "How many keys from now. Default: ${DEFAULT-VALUE}.")
    private int keys = 4;

    @Option(
            names = "--offer-for",
            paramLabel = "DURATION",
            description = "How long each key is the one that clients are to use. Default: ${DEFAULT-VALUE}.")
    private Duration offerFor = Duration.ofDays(7);

    @Option(
            names = "--overlap",
            paramLabel = "DURATION",
            description = "How long it opens requests after that: at least as long as caches and clients keep it."
                    + " Default: ${DEFAULT-VALUE}.")
    private Duration overlap = Duration.ofDays(1);

    OhttpKeysCreate(CliContext context) {
        super(context);
    }

    @Override
    Report perform() throws Exception {
        if (keys < 1 || keys > OhttpKeyDirectory.MAX_FILES) {
            throw BadInput.typed("--keys: expected 1 to " + OhttpKeyDirectory.MAX_FILES);
        }
        KeyFilesCreated.requireWholeSeconds("--offer-for", offerFor, Duration.ofMinutes(1));
        KeyFilesCreated.requireWholeSeconds("--overlap", overlap, Duration.ofMinutes(1));
        if (offerFor.plus(overlap).compareTo(DatedOhttpKey.LONGEST_LIFE) > 0) {
            throw BadInput.typed(
                    "--offer-for and --overlap: together at most " + DatedOhttpKey.LONGEST_LIFE.toDays() + " days");
        }
        if (overlap.compareTo(offerFor.multipliedBy(MOST_TOGETHER)) > 0) {
            throw BadInput.typed("--overlap: at most " + MOST_TOGETHER + " times --offer-for");
        }
        try {
            Path path = directory.orElseThrow();
            Keys files = new Keys(this, new OhttpKeyDirectory(path, SealingKey.load(sealingKey.orElseThrow())));
            return KeyFilesCreated.create(path, offerFor, keys, context.clock().instant(), files);
        } catch (IOException e) {
            throw BadInput.file("cannot write the key files", e);
        }
    }

    /** The keys of one directory. */
    private record Keys(OhttpKeysCreate command, OhttpKeyDirectory files) implements KeyFilesCreated.Kind {
        @Override
        public String write(Instant notBefore) throws IOException {
            return files.write(command.key(files.read().keys(), notBefore));
        }

        @Override
        public String fileName(Instant notBefore) {
            return OhttpKeyDirectory.fileName(notBefore);
        }

        @Override
        public List<KeyFiles.Refused> refused() throws IOException {
            return files.read().refused();
        }
    }

    /** A new key whose id is that of no key that is valid at the same time, and of none lately, as far as there are so many. */
    private DatedOhttpKey key(List<DatedOhttpKey> others, Instant notBefore) {
        long number = notBefore.getEpochSecond() / offerFor.toSeconds();
        Instant notAfter = notBefore.plus(offerFor).plus(overlap);
        Set<Integer> taken = others.stream()
                .filter(other -> other.notBefore().isBefore(notAfter) && notBefore.isBefore(other.notAfter()))
                .map(other -> other.pair().config().keyId())
                .collect(Collectors.toSet());
        int id = (int) (number % IDS);
        for (int tried = 0; tried < IDS && taken.contains(id); tried++) {
            id = (id + 1) % IDS;
        }
        return new DatedOhttpKey(OhttpKeyPair.generate(id), notBefore, notAfter);
    }
}
