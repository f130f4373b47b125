package dev.jeton.lookup.atrest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsiKeysTest {
    private static final SealingKey K1 = SealingKey.generate();
    private static final SealingKey K2 = SealingKey.generate();
    private static final SealingKey KEK = SealingKey.generate();
    private static final Csi BOB = new Csi("tel:+14155550123");
    private static final Csi CAROL = new Csi("mailto:carol@example.com");
    private static final String KEY = "thumbprint of a key";
    private static final Bytes DOCUMENT = Bytes.ofUtf8("a signed mapping");

    private final CsiKeys bob = keys(K1, K2, KEK, BOB);

    @Test
    void open_withTheSameCsi_givesTheDocument() {
        Bytes row = bob.seal(KEY, DOCUMENT);

        assertThat(keys(K1, K2, KEK, BOB).open(bob.ownerKey(KEY), row)).isEqualTo(DOCUMENT);
    }

    @Test
    void open_withAnotherCsiOrAnySecretReplaced_isRefused() {
        Bytes row = bob.seal(KEY, DOCUMENT);
        Bytes owner = bob.ownerKey(KEY);

        assertRefused(keys(K1, K2, KEK, CAROL), owner, row);
        assertRefused(keys(SealingKey.generate(), K2, KEK, BOB), owner, row);
        assertRefused(keys(K1, SealingKey.generate(), KEK, BOB), owner, row);
        assertRefused(keys(K1, K2, SealingKey.generate(), BOB), owner, row);
    }

    @Test
    void open_rowOfAnotherOwner_isRefused() {
        Bytes row = bob.seal(KEY, DOCUMENT);

        assertRefused(bob, bob.ownerKey("another key"), row);
    }

    @Test
    void open_anyBitFlipped_isRefused() {
        byte[] row = bob.seal(KEY, DOCUMENT).toArray();

        for (int at = 0; at < row.length; at += 97) {
            byte[] changed = row.clone();
            changed[at] ^= 1;
            assertRefused(bob, bob.ownerKey(KEY), Bytes.of(changed));
        }
    }

    @Test
    void rowKey_dependsOnCsiAndBothHashSecrets() {
        assertThat(keys(K1, K2, SealingKey.generate(), BOB).rowKey()).isEqualTo(bob.rowKey());
        assertThat(keys(K1, K2, KEK, CAROL).rowKey()).isNotEqualTo(bob.rowKey());
        assertThat(keys(SealingKey.generate(), K2, KEK, BOB).rowKey()).isNotEqualTo(bob.rowKey());
        assertThat(keys(K1, SealingKey.generate(), KEK, BOB).rowKey()).isNotEqualTo(bob.rowKey());
    }

    @Test
    void ownerKey_ofOneKeyUnderTwoIdentifiers_doesNotLinkThem() {
        assertThat(keys(K1, K2, KEK, CAROL).ownerKey(KEY)).isNotEqualTo(bob.ownerKey(KEY));
    }

    @Test
    void seal_documentsOfOneSizeClass_haveOneSize() {
        int oneProvider = bob.seal(KEY, Bytes.of(new byte[700])).size();
        int manyProviders = bob.seal(KEY, Bytes.of(new byte[2000])).size();

        assertThat(oneProvider).isEqualTo(manyProviders);
    }

    private static CsiKeys keys(SealingKey inner, SealingKey outer, SealingKey keyEncryption, Csi csi) {
        return new AtRestKeys(inner, List.of(new OuterKeys(1, outer, keyEncryption)), 1).of(csi);
    }

    private static void assertRefused(CsiKeys keys, Bytes owner, Bytes row) {
        assertThatIllegalStateException()
                .isThrownBy(() -> keys.open(owner, row))
                .withMessageStartingWith("a stored mapping does not open");
    }
}
