package dev.jeton.relay.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://dp.example/",
                "https://dp.example/.well-known/ohttp-gateway",
                "https://dp.example:8443/a",
                "https://[2001:db8::1]/a"
            })
    void plainUrl_isWrittenAsItWas(String url) {
        assertThat(UpstreamUrl.require("a", URI.create(url))).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://dp.example/a",
                "HTTPS://dp.example/a",
                "https://DP.example/a",
                "https://dp.example",
                "https://dp.example:443/a",
                "https://dp.example/a?b=c",
                "https://dp.example/a#b",
                "https://somebody@dp.example/a",
                "https://dp.example/a/../b",
                "https://dp.example/./b",
                "https:///a",
                "https:dp.example",
                "/a",
                "file:///etc/passwd"
            })
    void anyOther_isRefused_withTheNameOfTheSetting(String url) {
        assertThatThrownBy(() -> UpstreamUrl.require("the.setting", URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the.setting: ");
    }
}
