package dev.jeton.issuer.keys;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.crypto.wire.Bytes;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** Seals keys into rows and opens rows into keys, under the key-encryption key. Safe for concurrent use. */
@Singleton
@Startup // A missing or wrong file stops the start, and says so.
class KeyVault {
    private final SealingKey keyEncryptionKey;

    @Inject
    KeyVault(EpochConfig config) {
        this(load(config.encryptionKeyFile()));
    }

    KeyVault(SealingKey keyEncryptionKey) {
        this.keyEncryptionKey = keyEncryptionKey;
    }

    EpochKeyRow seal(EpochKey key) {
        EpochKeyRow row = new EpochKeyRow();
        row.notBefore = key.epoch().id();
        row.ends = key.epoch().end().getEpochSecond();
        row.notAfter = key.epoch().notAfter().getEpochSecond();
        row.publicKey = key.publicKey().encode().toArray();
        row.sealedSigningKey =
                key.signingKey().seal(keyEncryptionKey, context(row, "signing")).toArray();
        row.sealedQuotaKey =
                key.quotaKey().seal(keyEncryptionKey, context(row, "quota")).toArray();
        return row;
    }

    /**
     * The keys in {@code row}; empty if they were destroyed after their last use. Milliseconds of CPU.
     *
     * @throws dev.jeton.crypto.wire.MalformedMessage if another key-encryption key sealed them, or for another row
     */
    Optional<EpochKey> open(EpochKeyRow row) {
        byte[] sealedSigningKey = row.sealedSigningKey;
        byte[] sealedQuotaKey = row.sealedQuotaKey;
        if (sealedSigningKey == null || sealedQuotaKey == null) {
            return Optional.empty();
        }
        return Optional.of(new EpochKey(
                row.epoch(),
                TokenSigningKey.unseal(keyEncryptionKey, context(row, "signing"), Bytes.of(sealedSigningKey)),
                QuotaKey.unseal(keyEncryptionKey, context(row, "quota"), Bytes.of(sealedQuotaKey))));
    }

    private static SealingKey load(Path file) {
        try {
            return SealingKey.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("jeton.issuer.keys.encryption-key-file: " + e.getMessage(), e);
        }
    }

    private static Bytes context(EpochKeyRow row, String column) {
        return Bytes.ofUtf8("jeton issuer epoch_key " + row.notBefore + " " + column);
    }
}
