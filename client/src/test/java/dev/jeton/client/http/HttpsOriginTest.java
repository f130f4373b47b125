package dev.jeton.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsOriginTest {
    private static final HttpsOrigin ORIGIN = HttpsOrigin.parse("https://issuer.example");

    @ParameterizedTest
    @CsvSource({
        "https://dp.example, dp.example",
        "https://DP.Example/, dp.example",
        "https://dp.example:443/, dp.example",
        "https://localhost:8443, localhost:8443",
        "https://127.0.0.1:8443, 127.0.0.1:8443",
    })
    void parse_whatPeopleType_hasOneAuthority(String typed, String authority) {
        assertThat(HttpsOrigin.parse(typed).authority().name()).isEqualTo(authority);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dp.example",
                "http://dp.example",
                "https://",
                "https://dp.example/path",
                "https://dp.example?x",
                "https://user@dp.example",
                "https://[::1]:8443",
                "https://dp.example:0",
                "https://dp.example:999999",
                "https://dp.example.",
                "https://-dp.example",
                "https://dp_example",
                "https://b\u00fccher.example",
            })
    void parse_noOrigin_isRefused(String typed) {
        assertThatThrownBy(() -> HttpsOrigin.parse(typed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void resolve_relativeAndAbsolute_stayHere() throws Exception {
        assertThat(ORIGIN.resolve("/.well-known/x", "/token-request"))
                .isEqualTo(URI.create("https://issuer.example/token-request"));
        assertThat(ORIGIN.resolve("/.well-known/x", "y")).isEqualTo(URI.create("https://issuer.example/.well-known/y"));
        assertThat(ORIGIN.resolve("/", "https://issuer.example/t")).isEqualTo(URI.create("https://issuer.example/t"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/t",
                "//evil.example/t",
                "http://issuer.example/t",
                "https://issuer.example@evil.example/t",
                "https://issuer.example:8443/t",
                "mailto:x@issuer.example",
                "::",
            })
    void resolve_elsewhere_isRefused(String reference) {
        assertThatThrownBy(() -> ORIGIN.resolve("/", reference)).isInstanceOf(UntrustedAnswer.class);
    }
}
