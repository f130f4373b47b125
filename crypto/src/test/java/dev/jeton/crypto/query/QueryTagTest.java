package dev.jeton.crypto.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.token.Nonce;
import dev.jeton.crypto.wire.Bytes;
import org.junit.jupiter.api.Test;

class QueryTagTest {
    private static final Nonce NONCE =
            new Nonce(Bytes.ofHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));
    private static final Csi CSI = Csi.parse("csi", "tel:+14155550123");

    /** Computed by hmac and hashlib of Python 3.11: a ledger that is shared by two versions must read as one. */
    @Test
    void tags_areWhatTheyAlwaysWere() {
        assertThat(QueryTag.of(NONCE, CSI)).isEqualTo(tag("04c103776c2b4c0fa0f6d7c6"));
        assertThat(QueryTag.ofContext(NONCE, Bytes.ofUtf8("order 7"))).isEqualTo(tag("b76141c7e59d5cf242942617"));
        assertThat(QueryTag.ofContext(NONCE, Bytes.ofUtf8(""))).isEqualTo(tag("dcf97e63bb616c25c3b5af77"));
    }

    @Test
    void ofContext_whatReadsAsACsi_hasNotTheTagOfThatCsi() {
        assertThat(QueryTag.ofContext(NONCE, Bytes.ofUtf8(CSI.uri()))).isNotEqualTo(QueryTag.of(NONCE, CSI));
    }

    @Test
    void ofContext_anotherNonceOrContext_isAnother() {
        Bytes context = Bytes.ofUtf8("order 7");
        QueryTag tag = QueryTag.ofContext(NONCE, context);

        assertThat(QueryTag.ofContext(NONCE, Bytes.ofUtf8("order 8"))).isNotEqualTo(tag);
        assertThat(QueryTag.ofContext(OneTimeKey.generate().nonce(), context)).isNotEqualTo(tag);
    }

    private static QueryTag tag(String hex) {
        return new QueryTag(Bytes.ofHex(hex));
    }
}
