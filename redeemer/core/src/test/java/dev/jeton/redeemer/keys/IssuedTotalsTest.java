package dev.jeton.redeemer.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import org.junit.jupiter.api.Test;

class IssuedTotalsTest {
    private static final TokenKeyId KEY = new TokenKeyId(Bytes.of(new byte[TokenKeyId.BYTES]));

    @Test
    void parse_whatTheIssuerPublishes_isByKey_andLeavesOutWhatItDoesNotSay() {
        assertThat(IssuedTotals.parse(
                        totals("{\"epoch\":1,\"token-key-id\":\"%s\",\"state\":\"signing\",\"tokens-at-most\":1200},"
                                + "{\"epoch\":2,\"token-key-id\":\"%s\",\"state\":\"ahead\"}")))
                .containsOnlyKeys(KEY)
                .containsValue(1200L);
    }

    @Test
    void parse_malformed_isRefused() {
        for (String epoch : new String[] {
            "{\"tokens-at-most\":1}",
            "{\"token-key-id\":\"AAAA\",\"tokens-at-most\":1}",
            "{\"token-key-id\":\"%s\",\"tokens-at-most\":-1}",
            "{\"token-key-id\":\"%s\",\"tokens-at-most\":\"1\"}"
        }) {
            assertThatThrownBy(() -> IssuedTotals.parse(totals(epoch))).isInstanceOf(MalformedMessage.class);
        }
        assertThatThrownBy(() -> IssuedTotals.parse(Bytes.ofUtf8("[]"))).isInstanceOf(MalformedMessage.class);
    }

    private static Bytes totals(String epochs) {
        return Bytes.ofUtf8("{\"epochs\":[" + epochs.replace("%s", KEY.value().toBase64Url()) + "]}");
    }
}
