package dev.jeton.issuer.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.token.TokenSigningKey;
import dev.jeton.crypto.token.TruncatedTokenKeyId;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyVaultTest {
    private static final EpochKey KEY =
            new EpochKey(Epoch.ofSeconds(0, 3600, 7200), TokenSigningKey.generate(), QuotaKey.generate());

    private final KeyVault vault = new KeyVault(SealingKey.generate(), List.of());

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
        KeyVault other = new KeyVault(SealingKey.generate(), List.of());
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> other.open(vault.seal(KEY)));
    }

    @Test
    void answersTo_itsTruncatedId_asLongAsItSigns() {
        TruncatedTokenKeyId id = KEY.publicKey().keyId().truncated();
        EpochKeyRow row = vault.seal(KEY);

        assertThat(row.answersTo(id)).isTrue();
        assertThat(row.answersTo(new TruncatedTokenKeyId(id.value() ^ 1))).isFalse();
        row.sealedSigningKey = null;
        assertThat(row.answersTo(id)).isFalse();
    }

    @Test
    void changeOfTheKeyEncryptionKey_leavesNoMomentInWhichAReplicaCannotRead() {
        SealingKey old = SealingKey.generate();
        SealingKey fresh = SealingKey.generate();
        KeyVault before = new KeyVault(old, List.of());
        KeyVault knowsBoth = new KeyVault(old, List.of(fresh));
        KeyVault swapped = new KeyVault(fresh, List.of(old));
        KeyVault after = new KeyVault(fresh, List.of());

        assertThat(List.of(before, knowsBoth, swapped)).allMatch(vault -> opens(vault, before.seal(KEY)));
        assertThat(List.of(knowsBoth, swapped)).allMatch(vault -> opens(vault, swapped.seal(KEY)));
        EpochKeyRow row = before.seal(KEY);
        assertThat(swapped.isSealedOtherwise(row)).isTrue();
        swapped.reseal(row);
        assertThat(swapped.isSealedOtherwise(row)).isFalse();
        assertThat(List.of(knowsBoth, swapped, after)).allMatch(vault -> opens(vault, row));
    }

    @Test
    void reseal_whatAKeyThatIsNotMountedHasSealed_isRefused_andNothingToSeal_isNothing() {
        KeyVault other = new KeyVault(SealingKey.generate(), List.of(SealingKey.generate()));
        EpochKeyRow row = vault.seal(KEY);
        assertThat(other.isSealedOtherwise(row)).isTrue();
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> other.reseal(row));

        row.retire(KEY.epoch().notBefore());
        assertThat(other.isSealedOtherwise(row)).isFalse();
        other.reseal(row);
        assertThat(other.open(row)).isEmpty();
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

    private static boolean opens(KeyVault vault, EpochKeyRow row) {
        return vault.open(row).orElseThrow().publicKey().equals(KEY.publicKey());
    }
}
