package dev.jeton.lookup.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.token.TokenType;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProviderTest {
    @Test
    void defaults_hideDirectLookups() {
        ProviderConfig config = config(Map.of());

        assertThat(config.directRequests()).isFalse();
        assertThat(config.documentMaxAge()).hasMinutes(5);
    }

    @Test
    void issuers_areNamedByAuthority() {
        Provider provider = new Provider(config(Map.of("jeton.lookup.issuers", "issuer.example,localhost:9443")));

        assertThat(provider.issuers())
                .extracting(issuer -> issuer.name().name(), issuer -> issuer.baseUrl())
                .containsExactly(
                        tuple("issuer.example", URI.create("https://issuer.example")),
                        tuple("localhost:9443", URI.create("https://localhost:9443")));
        assertThat(provider.authority()).isEqualTo(new Authority("dp.example"));
    }

    @Test
    void nameThatIsNoAuthority_isRefusedByItsSetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Provider(config(Map.of("jeton.lookup.authority", "https://dp.example"))))
                .withMessageContaining("jeton.lookup.authority");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Provider(config(Map.of("jeton.lookup.issuers", "issuer.example:443"))))
                .withMessageContaining("jeton.lookup.issuers");
    }

    @Test
    void operator_withoutALetter_isRefusedByItsSetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Provider(config(Map.of("jeton.lookup.operator", " - "))))
                .withMessageContaining("jeton.lookup.operator");
    }

    @Test
    void tokenType_isTheOneThatAnybodyCanVerify_unlessSaidOtherwise() {
        assertThat(new Provider(config(Map.of())).tokenType()).isEqualTo(TokenType.BLIND_RSA);
        assertThat(new Provider(config(Map.of("jeton.lookup.token-type", "voprf"))).tokenType())
                .isEqualTo(TokenType.VOPRF);
    }

    @Test
    void tokenTypeOfOneDomain_withTwoIssuers_isRefusedByItsSetting() {
        Map<String, String> two =
                Map.of("jeton.lookup.token-type", "voprf", "jeton.lookup.issuers", "issuer.example,issuer.test");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Provider(config(two)))
                .withMessageContaining("jeton.lookup.issuers");
    }

    private static ProviderConfig config(Map<String, String> overrides) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "jeton.lookup.authority", "dp.example",
                "jeton.lookup.operator", "Example Ltd",
                "jeton.lookup.issuers", "issuer.example"));
        settings.putAll(overrides);
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withDefaultValues(settings)
                .withMapping(ProviderConfig.class)
                .build()
                .getConfigMapping(ProviderConfig.class);
    }
}
