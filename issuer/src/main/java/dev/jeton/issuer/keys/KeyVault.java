package dev.jeton.issuer.keys;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Seals keys into rows under the key-encryption key, and opens rows that it or an additional one has sealed. Safe for
 * concurrent use.
 */
@Singleton
@Startup // A missing or wrong file stops the start, and says so.
class KeyVault {
    private static final String SIGNING = "signing";
    private static final String QUOTA = "quota";

    private final SealingKey keyEncryptionKey;
    private final List<SealingKey> additionalKeys;

    @Inject
    KeyVault(EpochConfig config) {
        this(
                load("encryption-key-file", config.encryptionKeyFile()),
                config.additionalEncryptionKeyFiles().orElse(List.of()).stream()
                        .map(file -> load("additional-encryption-key-files", file))
                        .toList());
    }

    KeyVault(SealingKey keyEncryptionKey, List<SealingKey> additionalKeys) {
        this.keyEncryptionKey = keyEncryptionKey;
        this.additionalKeys = List.copyOf(additionalKeys);
    }

    EpochKeyRow seal(EpochKey key) {
        EpochKeyRow row = new EpochKeyRow();
        row.notBefore = key.epoch().id();
        row.ends = key.epoch().end().getEpochSecond();
        row.notAfter = key.epoch().notAfter().getEpochSecond();
        row.publicKey = key.publicKey().encode().toArray();
        row.sealedSigningKey =
                key.signingKey().seal(keyEncryptionKey, context(row, SIGNING)).toArray();
        row.sealedQuotaKey =
                key.quotaKey().seal(keyEncryptionKey, context(row, QUOTA)).toArray();
        return row;
    }

    /**
     * The keys in {@code row}; empty if they were destroyed after their last use. Milliseconds of CPU.
     *
     * @throws MalformedMessage if no key that is mounted has sealed them, or for another row
     */
    Optional<EpochKey> open(EpochKeyRow row) {
        byte[] sealedSigningKey = row.sealedSigningKey;
        byte[] sealedQuotaKey = row.sealedQuotaKey;
        if (sealedSigningKey == null || sealedQuotaKey == null) {
            return Optional.empty();
        }
        SealingKey sealer = sealer(row, Bytes.of(sealedQuotaKey));
        return Optional.of(new EpochKey(
                row.epoch(),
                TokenSigningKey.unseal(sealer, context(row, SIGNING), Bytes.of(sealedSigningKey)),
                QuotaKey.unseal(sealer, context(row, QUOTA), Bytes.of(sealedQuotaKey))));
    }

    /** Whether {@code row} holds keys that another key than the present key-encryption key has sealed. Microseconds. */
    boolean isSealedOtherwise(EpochKeyRow row) {
        byte[] sealedQuotaKey = row.sealedQuotaKey;
        return sealedQuotaKey != null && !hasSealed(keyEncryptionKey, row, Bytes.of(sealedQuotaKey));
    }

    /**
     * Seals the keys in {@code row} under the present key-encryption key. Microseconds.
     *
     * @throws MalformedMessage if no key that is mounted has sealed them
     */
    void reseal(EpochKeyRow row) {
        byte[] sealedSigningKey = row.sealedSigningKey;
        byte[] sealedQuotaKey = row.sealedQuotaKey;
        if (sealedSigningKey == null || sealedQuotaKey == null) {
            return;
        }
        SealingKey sealer = sealer(row, Bytes.of(sealedQuotaKey));
        row.sealedSigningKey = keyEncryptionKey
                .reseal(sealer, context(row, SIGNING), Bytes.of(sealedSigningKey))
                .toArray();
        row.sealedQuotaKey = keyEncryptionKey
                .reseal(sealer, context(row, QUOTA), Bytes.of(sealedQuotaKey))
                .toArray();
    }

    /** The additional key that has sealed {@code row}; else the present one, whose refusal then is the answer. */
    private SealingKey sealer(EpochKeyRow row, Bytes sealedQuotaKey) {
        return additionalKeys.stream()
                .filter(key -> hasSealed(key, row, sealedQuotaKey))
                .findFirst()
                .orElse(keyEncryptionKey);
    }

    private static boolean hasSealed(SealingKey key, EpochKeyRow row, Bytes sealedQuotaKey) {
        try {
            QuotaKey.unseal(key, context(row, QUOTA), sealedQuotaKey);
            return true;
        } catch (MalformedMessage e) {
            return false;
        }
    }

    private static SealingKey load(String setting, Path file) {
        try {
            return SealingKey.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("jeton.issuer.keys." + setting + ": " + e.getMessage(), e);
        }
    }

    private static Bytes context(EpochKeyRow row, String column) {
        return Bytes.ofUtf8("jeton issuer epoch_key " + row.notBefore + " " + column);
    }
}
