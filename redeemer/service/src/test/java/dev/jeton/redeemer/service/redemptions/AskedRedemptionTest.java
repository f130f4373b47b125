package dev.jeton.redeemer.service.redemptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.jeton.crypto.query.QueryTag;
import dev.jeton.crypto.token.ChallengeDigest;
import dev.jeton.crypto.token.Nonce;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskedRedemptionTest {
    private static final Nonce NONCE = new Nonce(filled(32, 1));
    private static final Token TOKEN =
            new Token(NONCE, new ChallengeDigest(filled(32, 2)), new TokenKeyId(filled(32, 3)), filled(256, 4));
    private static final String ENCODED = TOKEN.encode().toBase64Url();
    private static final String GOOD = element(ENCODED, "order 7");

    @Test
    void parseAll_goodElements_areReadInOrder() {
        assertThat(parse(GOOD, element(TOKEN.encode().toBase64UrlPadded(), ""), element(ENCODED, "\\u00e9")))
                .containsExactly(
                        Optional.of(new AskedRedemption(TOKEN, tag("order 7"))),
                        Optional.of(new AskedRedemption(TOKEN, tag(""))),
                        Optional.of(new AskedRedemption(TOKEN, tag("\u00e9"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"token\":\"AAAA\",\"context\":\"\"}",
                "{\"token\":7,\"context\":\"\"}",
                "{\"token\":\"====\",\"context\":\"\"}",
                "{\"token\":null,\"context\":\"\"}",
                "{\"context\":\"\"}",
            })
    void parseAll_elementThatIsNoRedemption_spoilsNoOther(String bad) {
        assertThat(parse(GOOD, bad, GOOD)).extracting(Optional::isPresent).containsExactly(true, false, true);
    }

    @Test
    void parseAll_elementWithMoreOrLess_isNoRedemption() {
        assertThat(parse("{\"token\":\"" + ENCODED + "\"}")).containsExactly(Optional.empty());
        assertThat(parse(GOOD.replace("}", ",\"csi\":\"\"}"))).containsExactly(Optional.empty());
        assertThat(parse(element(ENCODED + "AAAA", ""))).containsExactly(Optional.empty());
    }

    @Test
    void parseAll_context_isBoundedInBytes() {
        assertThat(parse(
                        element(ENCODED, "x".repeat(256)),
                        element(ENCODED, "x".repeat(257)),
                        element(ENCODED, "\u00e9".repeat(129))))
                .extracting(Optional::isPresent)
                .containsExactly(true, false, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"redemptions\":[]}",
                "{\"redemptions\":{}}",
                "{\"redemptions\":[1]}",
                "{\"redemptions\":[{}],\"more\":1}",
                "{\"redemptions\":[{}],\"redemptions\":[{}]}",
                "{\"redemptions\":[{},{},{},{}]}",
            })
    void parseAll_bodyThatIsNoRequest_isRefused(String body) {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> AskedRedemption.parseAll(Bytes.ofUtf8(body), 3));
    }

    @Test
    void maxBytes_coversTheLargestElements() {
        String largest = element(TOKEN.encode().toBase64UrlPadded(), "\\u0001".repeat(256));
        assertThat(body(largest, largest).size()).isLessThanOrEqualTo(AskedRedemption.maxBytes(2));
        assertThat(parse(largest, largest)).allMatch(Optional::isPresent);
    }

    private static QueryTag tag(String context) {
        return QueryTag.ofContext(NONCE, Bytes.ofUtf8(context));
    }

    private static List<Optional<AskedRedemption>> parse(String... elements) {
        return AskedRedemption.parseAll(body(elements), 3);
    }

    private static Bytes body(String... elements) {
        return Bytes.ofUtf8("{\"redemptions\":[" + String.join(",", elements) + "]}");
    }

    private static String element(String token, String context) {
        return "{\"token\":\"" + token + "\",\"context\":\"" + context + "\"}";
    }

    private static Bytes filled(int size, int value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return Bytes.of(bytes);
    }
}
