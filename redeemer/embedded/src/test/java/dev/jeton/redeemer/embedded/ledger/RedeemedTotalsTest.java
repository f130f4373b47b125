package dev.jeton.redeemer.embedded.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.redeemer.spend.TokenFamily;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RedeemedTotalsTest {
    private static final TokenKeyId KEY = key(1);
    private static final TokenKeyId OTHER = key(2);

    @Test
    void byKey_isTheSumOfItsGenerations() {
        RedeemedTotals totals = RedeemedTotals.NONE
                .with(Map.of(new TokenFamily(KEY, 0), 7L, new TokenFamily(OTHER, 0), 1L), Set.of(KEY, OTHER))
                .with(Map.of(new TokenFamily(KEY, 1), 5L), Set.of(KEY, OTHER));

        assertThat(totals.byKey()).isEqualTo(Map.of(KEY, 12L, OTHER, 1L));
    }

    @Test
    void with_aLaterCount_takesThePlaceOfTheLast() {
        TokenFamily family = new TokenFamily(KEY, 0);

        assertThat(RedeemedTotals.NONE
                        .with(Map.of(family, 7L), Set.of(KEY))
                        .with(Map.of(family, 9L), Set.of(KEY))
                        .byKey())
                .isEqualTo(Map.of(KEY, 9L));
    }

    @Test
    void with_keyHasEnded_isForgotten() {
        assertThat(RedeemedTotals.NONE
                        .with(Map.of(new TokenFamily(KEY, 0), 7L), Set.of(KEY))
                        .with(Map.of(), Set.of(OTHER))
                        .byKey())
                .isEmpty();
    }

    private static TokenKeyId key(int number) {
        byte[] id = new byte[TokenKeyId.BYTES];
        id[0] = (byte) number;
        return new TokenKeyId(Bytes.of(id));
    }
}
