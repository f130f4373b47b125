package dev.jeton.crypto.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatedKeySetTest {
    private static final Instant START = Instant.ofEpochSecond(1_000);
    private static final Instant END = Instant.ofEpochSecond(2_000);
    private static final JosePublicKey KEY =
            JoseSigningKey.generate(JoseAlgorithm.EDDSA).publicKey();

    @Test
    void key_signsFromItsStart_untilBeforeItsEnd() {
        DatedKey key = new DatedKey(KEY, Optional.of(START), Optional.of(END));
        assertThat(key.signsAt(START.minusMillis(1))).isFalse();
        assertThat(key.signsAt(START)).isTrue();
        assertThat(key.signsAt(END.minusMillis(1))).isTrue();
        assertThat(key.signsAt(END)).isFalse();
    }

    @Test
    void key_withoutAMember_hasNoSuchBound() {
        assertThat(new DatedKey(KEY, Optional.of(START), Optional.empty()).signsAt(Instant.MAX))
                .isTrue();
        assertThat(new DatedKey(KEY, Optional.empty(), Optional.of(END)).signsAt(Instant.MIN))
                .isTrue();
        assertThat(DatedKey.always(KEY).signsAt(Instant.MIN)).isTrue();
        assertThat(DatedKey.always(KEY).signsAt(Instant.MAX)).isTrue();
    }

    @Test
    void set_parsedAgain_isTheSame() {
        Map<String, DatedKey> keys = new LinkedHashMap<>();
        keys.put("both", new DatedKey(KEY, Optional.of(START), Optional.of(END)));
        keys.put("start", new DatedKey(KEY, Optional.of(START), Optional.empty()));
        keys.put("end", new DatedKey(KEY, Optional.empty(), Optional.of(END)));
        keys.put("neither", DatedKey.always(KEY));
        DatedKeySet set = new DatedKeySet(keys);
        assertThat(DatedKeySet.parse(set.toJson().toBytes())).isEqualTo(set);
        assertThat(JwkSet.parse(set.toJson().toBytes()).keys())
                .as("who knows nothing of times")
                .hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "nbf,'\"nbf\":\"1\"'",
        "nbf,'\"nbf\":null'",
        "nbf,'\"nbf\":-1'",
        "exp,'\"exp\":1.5'",
        "exp,'\"exp\":253402300800'",
        "exp,'\"nbf\":2,\"exp\":2'",
        "exp,'\"nbf\":2,\"exp\":1'",
    })
    void set_timeThatIsNone_isRefusedByItsPath(String member, String times) {
        String jwk = new String(KEY.toJwk().toBytes().toArray(), java.nio.charset.StandardCharsets.UTF_8);
        String set = "{\"keys\":[" + jwk.replace("}", "," + times + "}") + "]}";
        assertThatThrownBy(() -> DatedKeySet.parse(Bytes.ofUtf8(set)))
                .isInstanceOf(MalformedMessage.class)
                .hasMessageStartingWith("keys[0]." + member + ": ");
    }

    @Test
    void set_ofMoreKeysThanAJwkSetHas_isRefused() {
        Map<String, DatedKey> keys = new LinkedHashMap<>();
        for (int i = 0; i <= JwkSet.MAX_KEYS; i++) {
            keys.put("key" + i, DatedKey.always(KEY));
        }
        assertThatThrownBy(() -> new DatedKeySet(keys)).isInstanceOf(MalformedMessage.class);
    }
}
