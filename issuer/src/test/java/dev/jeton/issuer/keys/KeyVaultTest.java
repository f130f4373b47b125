package dev.jeton.issuer.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import org.junit.jupiter.api.Test;

class KeyVaultTest {
    private static final EpochKey KEY =
            new EpochKey(Epoch.ofSeconds(0, 3600, 7200), TokenSigningKey.generate(), QuotaKey.generate());

    private final KeyVault vault = new KeyVault(SealingKey.generate());

    @Test
    void open_sealed_givesTheSameKeys() {
        EpochKey opened = vault.open(vault.seal(KEY)).orElseThrow();
        assertThat(opened.epoch()).isEqualTo(KEY.epoch());
        assertThat(opened.publicKey()).isEqualTo(KEY.publicKey());
        assertThat(opened.quotaKey().mac(Bytes.ofHex("01")))
                .isEqualTo(KEY.quotaKey().mac(Bytes.ofHex("01")));
    }

    @Test
    void open_underAnotherKeyEncryptionKey_isRefused() {
        KeyVault other = new KeyVault(SealingKey.generate());
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> other.open(vault.seal(KEY)));
    }

    @Test
    void open_movedToAnotherRowOrColumn_isRefused() {
        EpochKeyRow moved = vault.seal(KEY);
        moved.notBefore = 1;
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> vault.open(moved));

        EpochKeyRow swapped = vault.seal(KEY);
        swapped.sealedSigningKey = swapped.sealedQuotaKey;
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> vault.open(swapped));
    }
}
