package dev.jeton.redeemer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://redeemer.example", "https://localhost:9443"})
    void baseUrl_withoutAnythingAfterIt_isTaken(String url) {
        assertThat(Identity.requireBaseUrl(URI.create(url))).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://redeemer.example",
                "https://redeemer.example/",
                "https://redeemer.example:443",
                "https://redeemer.example?a",
                "https://me@redeemer.example",
                "redeemer.example"
            })
    void baseUrl_thatCouldBeSpelledOtherwise_isRefused(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> Identity.requireBaseUrl(URI.create(url)));
    }
}
