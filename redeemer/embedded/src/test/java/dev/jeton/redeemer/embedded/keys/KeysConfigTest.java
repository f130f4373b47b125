package dev.jeton.redeemer.embedded.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.redeemer.keys.KeyRefresh;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysConfigTest {
    @Test
    void issuerKeys_defaults_areThoseOfTheLibrary() {
        IssuerKeysConfig keys = config(IssuerKeysConfig.class, Map.of());

        assertThat(new KeyRefresh(keys.refreshInterval(), keys.refreshSpacing()))
                .isEqualTo(KeyRefresh.defaults());
        assertThat(keys.timeout()).hasSeconds(5);
    }

    @Test
    void voprf_isOffByDefault() {
        VoprfConfig voprf = voprf(Map.of());

        assertThat(voprf.keyDirectory()).isEmpty();
        assertThat(voprf.sealingKeyFile()).isEmpty();
        assertThat(voprf.refreshEvery()).hasSeconds(30);
        assertThat(voprf.threads()).isEmpty();
        assertThat(voprf.maxWaiting()).isEqualTo(500);
        assertThatCode(() -> SecretVerification.requireUnset(voprf)).doesNotThrowAnyException();
    }

    @Test
    void secretKeys_besideTheOtherTokenType_areRefusedByName() {
        for (String setting : List.of("key-directory", "sealing-key-file")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SecretVerification.requireUnset(
                            voprf(Map.of("jeton.redeemer.voprf." + setting, "/secrets"))))
                    .withMessageContaining("tokens of type voprf")
                    .withMessageContaining("takes tokens of one type");
        }
    }

    @Test
    void secretKeys_missingOrUnusable_areRefusedByName(@TempDir Path secrets) throws Exception {
        Path key = Files.write(secrets.resolve("key"), new byte[32]);

        assertThatThrownBy(() -> SecretVerification.start("issuer.example", voprf(Map.of()), Instant::now))
                .hasMessageContaining("jeton.redeemer.voprf.sealing-key-file");
        assertThatThrownBy(() -> SecretVerification.start(
                        "issuer.example",
                        voprf(Map.of("jeton.redeemer.voprf.sealing-key-file", key.toString())),
                        Instant::now))
                .hasMessageContaining("jeton.redeemer.voprf.key-directory");
        assertThatThrownBy(() -> SecretVerification.start(
                        "issuer.example",
                        voprf(Map.of(
                                "jeton.redeemer.voprf.sealing-key-file", key.toString(),
                                "jeton.redeemer.voprf.key-directory",
                                        secrets.resolve("none").toString())),
                        Instant::now))
                .hasMessageContaining("jeton.redeemer.voprf.key-directory");
        assertThatThrownBy(() -> SecretVerification.start(
                        "issuer.example", voprf(Map.of("jeton.redeemer.voprf.max-waiting", "0")), Instant::now))
                .hasMessageContaining("max-waiting");
    }

    private static VoprfConfig voprf(Map<String, String> settings) {
        return config(VoprfConfig.class, settings);
    }

    private static <T> T config(Class<T> mapping, Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withDefaultValues(settings)
                .withMapping(mapping)
                .build()
                .getConfigMapping(mapping);
    }
}
