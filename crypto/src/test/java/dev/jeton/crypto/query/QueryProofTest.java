package dev.jeton.crypto.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.crypto.secret.SealingKey;
import dev.jeton.crypto.token.Nullifier;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryProofTest {
    private static final Csi CSI = Csi.parse("csi", "tel:+14155550123");
    private static final Csi OTHER_CSI = Csi.parse("csi", "tel:+14155550124");
    private static final String DP = "dp.example";
    private static final Nullifier NULLIFIER = new Nullifier(Bytes.ofHex("000102030405060708090a0b"));

    private final OneTimeKey key = OneTimeKey.generate();
    private final QueryProof proof = key.prove(DP, NULLIFIER, CSI);

    @Test
    void prove_itsQuestion_verifies() {
        assertThat(proof.verify(key.nonce(), DP, NULLIFIER, CSI)).isTrue();
    }

    @Test
    void verify_anotherQuestionDpTokenOrNonce_isRefused() {
        Nullifier otherToken = new Nullifier(Bytes.ofHex("ff0102030405060708090a0b"));
        assertThat(proof.verify(key.nonce(), DP, NULLIFIER, OTHER_CSI)).isFalse();
        assertThat(proof.verify(key.nonce(), "dp.example:8443", NULLIFIER, CSI)).isFalse();
        assertThat(proof.verify(key.nonce(), DP, otherToken, CSI)).isFalse();
        assertThat(proof.verify(OneTimeKey.generate().nonce(), DP, NULLIFIER, CSI))
                .isFalse();
    }

    @Test
    void verify_proofByAnotherKey_isRefused() {
        QueryProof other = OneTimeKey.generate().prove(DP, NULLIFIER, CSI);
        assertThat(other.verify(key.nonce(), DP, NULLIFIER, CSI)).isFalse();
        assertThat(new QueryProof(proof.publicKey(), other.signature()).verify(key.nonce(), DP, NULLIFIER, CSI))
                .isFalse();
    }

    @Test
    void verify_anyFlippedByte_isRefused() {
        byte[] signature = proof.signature().toArray();
        for (int i = 0; i < signature.length; i++) {
            signature[i] ^= 1;
            QueryProof changed = new QueryProof(proof.publicKey(), Bytes.of(signature));
            assertThat(changed.verify(key.nonce(), DP, NULLIFIER, CSI)).isFalse();
            signature[i] ^= 1;
        }
    }

    /**
     * The points of order 1, 2, 4 and 8 in all their spellings, those that RFC 8032 forbids included. With R the identity and
     * S zero, one signature by such a key holds for every eighth question at least.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            })
    void verify_keyOfSmallOrder_isRefused(String hex) {
        Bytes key = Bytes.ofHex(hex);
        Bytes identity = Bytes.ofHex("01" + "00".repeat(31));
        QueryProof universal = new QueryProof(key, Bytes.concat(identity, Bytes.of(new byte[32])));
        for (int i = 0; i < 100; i++) {
            Csi csi = Csi.parse("csi", "tel:+141555501" + (10 + i % 90));
            assertThat(universal.verify(QueryProof.nonceOf(key), DP + i, NULLIFIER, csi))
                    .isFalse();
        }
    }

    @Test
    void verify_keyThatIsNoPoint_isRefused() {
        Bytes noPoint = Bytes.ofHex("ff".repeat(32));
        QueryProof junk = new QueryProof(noPoint, proof.signature());
        assertThat(junk.verify(QueryProof.nonceOf(noPoint), DP, NULLIFIER, CSI)).isFalse();
    }

    @Test
    void message_isTheDocumentedOne() {
        assertThat(QueryProof.message(DP, NULLIFIER, CSI))
                .isEqualTo(Bytes.concat(
                        Bytes.ofUtf8("jeton query proof v1\0"),
                        Bytes.ofHex("000a"),
                        Bytes.ofUtf8("dp.example"),
                        NULLIFIER.value(),
                        Bytes.ofHex("0010"),
                        Bytes.ofUtf8("tel:+14155550123")));
    }

    @Test
    void proof_ofAnotherSize_isRefused() {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> new QueryProof(Bytes.of(new byte[31]), proof.signature()));
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> new QueryProof(proof.publicKey(), Bytes.of(new byte[63])));
    }

    @Test
    void seal_opensForItsContextOnly() {
        SealingKey wallet = SealingKey.generate();
        Bytes sealed = key.seal(wallet, Bytes.ofUtf8("token 1"));
        assertThat(OneTimeKey.unseal(wallet, Bytes.ofUtf8("token 1"), sealed).nonce())
                .isEqualTo(key.nonce());
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> OneTimeKey.unseal(wallet, Bytes.ofUtf8("token 2"), sealed));
    }

    @Test
    void tag_isTheSameForTheSameQuestionOnly() {
        QueryTag tag = QueryTag.of(key.nonce(), CSI);
        assertThat(tag.value().size()).isEqualTo(12);
        assertThat(QueryTag.of(key.nonce(), CSI)).isEqualTo(tag);
        assertThat(QueryTag.of(key.nonce(), OTHER_CSI)).isNotEqualTo(tag);
        assertThat(QueryTag.of(OneTimeKey.generate().nonce(), CSI)).isNotEqualTo(tag);
    }

    @Test
    void toString_tellsNothing() {
        assertThat(key).hasToString("OneTimeKey[redacted]");
        assertThat(proof).hasToString("QueryProof[redacted]");
    }
}
