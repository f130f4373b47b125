package dev.jeton.lookup.atrest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.wire.Bytes;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecoysTest {
    private static final int MOST = 8;
    private static final Bytes USUAL_MAPPING = Bytes.of(new byte[1200]);

    private final AtRestKeys keys = new AtRestKeys(
            SealingKey.generate(), List.of(new OuterKeys(1, SealingKey.generate(), SealingKey.generate())), 1);
    private final Decoys decoys = new Decoys(keys, MOST);

    @Test
    void beside_fewRows_makesThemAsManyForEverybody() {
        for (int own = 0; own <= MOST; own++) {
            assertThat(own + decoys.beside(own).count()).isEqualTo(MOST);
        }
        assertThat(decoys.beside(MOST + 4)).isEmpty();
    }

    @Test
    void beside_anything_isNeverAnAnswer() {
        assertThat(decoys.beside(0).map(SealedDocument::of)).isNotEmpty().allSatisfy(document -> {
            assertThat(document.isLive(Instant.EPOCH)).isFalse();
            assertThat(document.mapping()).isEqualTo(Bytes.EMPTY);
        });
    }

    @Test
    void rows_ofDecoys_haveTheSizeOfUsualOnes() {
        CsiKeys bob = keys.of(new Csi("tel:+14155550123"));
        SealedDocument usual = new SealedDocument(Instant.EPOCH, USUAL_MAPPING);

        assertThat(decoys.rows())
                .allSatisfy(row -> assertThat(row.document().length)
                        .isEqualTo(bob.seal("a thumbprint", usual.encode()).size()));
    }
}
