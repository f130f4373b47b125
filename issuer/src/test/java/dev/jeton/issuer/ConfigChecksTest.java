package dev.jeton.issuer;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigChecksTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://issuer.example", "https://localhost:9443"})
    void baseUrl_canonical_isTaken(String url) {
        ConfigChecks.requireBaseUrl(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://issuer.example",
                "https://issuer.example/",
                "https://issuer.example:443",
                "https://issuer.example?a",
                "https://user@issuer.example",
                "issuer.example",
                "https:///x"
            })
    void baseUrl_inAnotherForm_isRefusedByName(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigChecks.requireBaseUrl(URI.create(url)))
                .withMessageContaining("jeton.issuer.base-url");
    }
}
