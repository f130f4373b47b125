package dev.jeton.dev.demo.world;

import dev.jeton.crypto.jose.JoseAlgorithm;
import dev.jeton.crypto.jose.JoseSigningKey;
import dev.jeton.crypto.jose.SigningKeyFile;
import dev.jeton.crypto.ohttp.OhttpKeyPair;
import dev.jeton.crypto.ohttpkeys.DatedOhttpKey;
import dev.jeton.crypto.ohttpkeys.OhttpKeyDirectory;
import dev.jeton.crypto.secret.SealingKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Set;

/** New keys and private documents, in files that nobody else could read at any moment. */
final class KeyFiles {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Clocks of relays may be late, were they on other machines. */
    private static final Duration A_WHILE = Duration.ofHours(1);

    private static final Duration DAYS = Duration.ofDays(7);

    private final Path directory;

    /** @param directory private to this user */
    KeyFiles(Path directory) {
        this.directory = directory;
    }

    /** A key that seals, for {@link SealingKey#load}. */
    Path sealingKey(String name) {
        byte[] key = new byte[SealingKey.KEY_BYTES];
        RANDOM.nextBytes(key);
        return write(name, key);
    }

    /** A key that signs, for {@link SigningKeyFile#load}. */
    Path signingKey(String name, JoseAlgorithm algorithm) {
        Path file = directory.resolve(name);
        try {
            SigningKeyFile.save(JoseSigningKey.generate(algorithm), file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new directory with the key of a gateway, sealed under {@code sealingKey}: it is offered now, and for some days. */
    Path gatewayKeys(String name, Path sealingKey) {
        Path files = directory.resolve(name);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try {
            Files.createDirectory(files);
            new OhttpKeyDirectory(files, loadSealingKey(sealingKey))
                    .write(new DatedOhttpKey(OhttpKeyPair.generate(1), now.minus(A_WHILE), now.plus(DAYS)));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path write(String name, byte[] content) {
        try {
            return Files.write(Files.createFile(directory.resolve(name), OWNER_ONLY), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SealingKey loadSealingKey(Path file) {
        try {
            return SealingKey.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JoseSigningKey loadSigningKey(Path file) {
        try {
            return SigningKeyFile.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 24 characters that nobody guesses. */
    static String password() {
        byte[] random = new byte[12];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
