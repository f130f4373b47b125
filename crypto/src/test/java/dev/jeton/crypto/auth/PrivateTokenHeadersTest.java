package dev.jeton.crypto.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jeton.crypto.token.Token;
import dev.jeton.crypto.vectors.Vectors;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateTokenHeadersTest {
    private static final Bytes CHALLENGE = Bytes.ofHex("0002000e6973737565722e6578616d706c650000");
    private static final Bytes KEY = Bytes.ofHex("0102030405");
    private static final Token TOKEN =
            Token.parse(Bytes.concat(Bytes.ofHex("0002"), Bytes.of(new byte[Token.BYTES - 2])));
    private static final String ENCODED_TOKEN = TOKEN.encode().toBase64UrlPadded();

    static List<JsonNode> rfc9577() {
        return Vectors.own("rfc9577-appendix-a2.json");
    }

    @ParameterizedTest
    @MethodSource("rfc9577")
    void rfc9577_challenges_areRead(JsonNode vector) {
        List<PrivateTokenChallenge> challenges =
                PrivateTokenChallenge.parseAll(vector.get("header").asText());
        assertThat(challenges).hasSize(vector.get("challenges").size());
        for (int i = 0; i < challenges.size(); i++) {
            JsonNode expected = vector.get("challenges").get(i);
            PrivateTokenChallenge challenge = challenges.get(i);
            assertThat(challenge.challenge())
                    .isEqualTo(Bytes.ofHex(expected.get("challenge").asText()));
            assertThat(challenge.tokenKey())
                    .contains(Bytes.ofHex(expected.get("tokenKey").asText()));
            assertThat(challenge.maxAgeSeconds().map(String::valueOf).orElse(""))
                    .isEqualTo(expected.get("maxAge").asText());
        }
    }

    @Test
    void rfc9577_vectors_areThere() {
        assertThat(rfc9577()).hasSize(3);
    }

    @Test
    void challenge_encoded_isReadBack() {
        PrivateTokenChallenge challenge = new PrivateTokenChallenge(CHALLENGE, Optional.of(KEY), Optional.of(10L));
        assertThat(challenge.encode())
                .isEqualTo("PrivateToken challenge=\"" + CHALLENGE.toBase64UrlPadded() + "\", token-key=\"AQIDBAU=\", "
                        + "max-age=\"10\"");
        assertThat(PrivateTokenChallenge.parseAll(challenge.encode())).containsExactly(challenge);
        PrivateTokenChallenge ours = PrivateTokenChallenge.of(CHALLENGE, KEY);
        assertThat(PrivateTokenChallenge.parseAll(ours.encode())).containsExactly(ours);
        assertThat(ours.maxAgeSeconds()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PrivateToken challenge=AAAA",
                "privatetoken CHALLENGE=\"AAAA\"",
                "PrivateToken   challenge = \"AAAA\" ",
                ", PrivateToken challenge=\"AAAA\",,",
                "Basic realm=\"a, PrivateToken challenge=\\\"BBBB\\\"\", PrivateToken challenge=\"AAAA\"",
                "Negotiate, PrivateToken challenge=\"AAAA\"",
                "Negotiate YWJj/+==, PrivateToken challenge=\"AAAA\", Bearer",
                "Bearer , PrivateToken challenge=\"AAAA\", Bearer ",
                "Negotiate YWJj==, PrivateToken challenge=\"AAAA\"",
                "Negotiate YWJj=, PrivateToken challenge=\"AAAA\"",
                "Negotiate YWJj , PrivateToken challenge=\"AAAA\"",
                "PrivateToken challenge=\"AAAA\", Negotiate YWJj=",
                "PrivateToken 09azAZ!#$%&'*+-.^_`|~=09azAZ!#$%&'*+-.^_`|~, challenge=\"AAAA\"",
                "PrivateToken unknown=x, challenge = \"AAAA\"",
                "PrivateToken unknown=\"a\tb\", challenge=\"AAAA\"",
                "PrivateToken unknown=\"x\", challenge=\"A\\AAA\"",
                "Bearer\tb=c,PrivateToken challenge=\"AAAA\",Digest d=e,f=g",
            })
    void challenge_amongWhateverTheGrammarAllows_isFound(String header) {
        assertThat(PrivateTokenChallenge.parseAll(header))
                .extracting(PrivateTokenChallenge::challenge)
                .containsExactly(Bytes.of(new byte[3]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PrivateToken",
                "PrivateToken token-key=\"AAAA\"",
                "PrivateToken challenge=\"AAAA",
                "PrivateToken challenge=\"AAAA\\",
                "PrivateToken challenge=\"A+AA\"",
                "PrivateToken challenge=\"AAAB=\"",
                "PrivateToken challenge=\"AAAA\", challenge=\"AAAA\"",
                "PrivateToken challenge=\"AAAA\" max-age=\"1\"",
                "PrivateToken challenge=\"AAAA\", max-age=\"-1\"",
                "PrivateToken challenge=\"AAAA\", max-age=\"99999999999\"",
                "PrivateToken challenge=\"AA\nAA\"",
                "PrivateToken challenge=\"AAAA\", unknown=\"a\nb\"",
                "PrivateToken challenge=\"AAAA\", unknown=\"a\u007fb\"",
                "PrivateToken challenge=\"AAAA\", unknown=",
                "PrivateToken challenge=\"AAAA\", unknown=\u00e9",
                "PrivateToken challenge=\"AAAA\" Basic",
                "Negotiate YWJj PrivateToken challenge=\"AAAA\"",
                "PrivateToken challenge=",
                "PrivateToken/challenge",
                "=",
                "\"",
            })
    void challenge_malformed_isRefused(String header) {
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(() -> PrivateTokenChallenge.parseAll(header));
    }

    @Test
    void header_longerThanItsBound_isRefused() {
        String header = "PrivateToken challenge=\"AAAA\"";
        String longest = header + " ".repeat(AuthField.MAX_FIELD_CHARS - header.length());
        assertThat(PrivateTokenChallenge.parseAll(longest)).hasSize(1);
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> PrivateTokenChallenge.parseAll(longest + " "));
    }

    @Test
    void header_moreParametersThanItsBound_isRefused() {
        String most = "PrivateToken challenge=\"AAAA\""
                + IntStream.range(1, 64).mapToObj(i -> ", p" + i + "=v").collect(Collectors.joining());
        assertThat(PrivateTokenChallenge.parseAll(most)).hasSize(1);
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(() -> PrivateTokenChallenge.parseAll(most + ", p64=v"));
    }

    @Test
    void credentials_encoded_areReadBack() {
        PrivateTokenCredentials credentials = new PrivateTokenCredentials(TOKEN);
        assertThat(credentials.encode()).isEqualTo("PrivateToken token=\"" + ENCODED_TOKEN + "\"");
        assertThat(PrivateTokenCredentials.parse(credentials.encode())).contains(credentials);
        assertThat(PrivateTokenCredentials.parse("PrivateToken new=1, token=\"" + ENCODED_TOKEN + "\", x=y"))
                .contains(credentials);
    }

    @Test
    void credentials_ofAnotherScheme_areNone() {
        assertThat(PrivateTokenCredentials.parse("Bearer abc.def.ghi")).isEmpty();
        assertThat(PrivateTokenCredentials.parse("")).isEmpty();
    }

    @Test
    void credentials_malformed_areRefused() {
        List.of(
                        "PrivateToken",
                        "PrivateToken token=\"\"",
                        "PrivateToken token=\"" + ENCODED_TOKEN.substring(4) + "\"",
                        "PrivateToken token=\"" + ENCODED_TOKEN + "AAAA\"",
                        "PrivateToken token=\"!" + ENCODED_TOKEN.substring(1) + "\"",
                        "PrivateToken token=\"" + ENCODED_TOKEN + "\", token=\"" + ENCODED_TOKEN + "\"",
                        "PrivateToken token=\"" + ENCODED_TOKEN + "\", PrivateToken token=\"" + ENCODED_TOKEN + "\"")
                .forEach(header -> assertThatExceptionOfType(MalformedMessage.class)
                        .as(header.substring(0, Math.min(40, header.length())))
                        .isThrownBy(() -> PrivateTokenCredentials.parse(header)));
    }
}
