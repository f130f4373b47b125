package dev.jeton.lookup.redemption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.redeemer.keys.KeyRefresh;
import dev.jeton.redeemer.spend.redis.LedgerSettings;
import dev.jeton.redis.RedisSettings;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedemptionConfigTest {
    @Test
    void ledger_defaults_areThoseOfTheLibraries() {
        LedgerConfig ledger = config(Map.of("jeton.lookup.ledger.uri", "rediss://redis.example"))
                .getConfigMapping(LedgerConfig.class);

        assertThat(ledger.trustCertificates()).isEmpty();
        assertThat(ledger.username()).isEmpty();
        assertThat(ledger.passwordFile()).isEmpty();
        assertThat(ledger.commandTimeout()).isEqualTo(RedisSettings.DEFAULT_COMMAND_TIMEOUT);
        assertThat(ledger.connectTimeout()).isEqualTo(RedisSettings.DEFAULT_CONNECT_TIMEOUT);
        assertThat(ledger.maxWaiting()).isEqualTo(RedisSettings.DEFAULT_MAX_WAITING);
        assertThat(new LedgerSettings(ledger.plannedTokensPerEpoch(), 1, ledger.retryWindow(), 0))
                .isEqualTo(LedgerSettings.planned(LedgerSettings.DEFAULT_PLANNED_TOKENS));
    }

    @Test
    void ledger_withoutUri_isRefusedByName() {
        assertThatThrownBy(() -> config(Map.of())).hasMessageContaining("jeton.lookup.ledger.uri");
    }

    @Test
    void issuerKeys_defaults_areThoseOfTheLibrary() {
        IssuerKeysConfig keys = config(Map.of("jeton.lookup.ledger.uri", "rediss://redis.example"))
                .getConfigMapping(IssuerKeysConfig.class);

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
                    .isThrownBy(() ->
                            SecretVerification.requireUnset(voprf(Map.of("jeton.lookup.voprf." + setting, "/secrets"))))
                    .withMessageContaining("jeton.lookup.token-type=voprf")
                    .withMessageContaining("tokens of one type");
        }
    }

    @Test
    void secretKeys_missingOrUnusable_areRefusedByName(@TempDir Path secrets) throws Exception {
        Path key = Files.write(secrets.resolve("key"), new byte[32]);

        assertThatThrownBy(() -> SecretVerification.start("issuer.example", voprf(Map.of()), Instant::now))
                .hasMessageContaining("jeton.lookup.voprf.sealing-key-file");
        assertThatThrownBy(() -> SecretVerification.start(
                        "issuer.example",
                        voprf(Map.of("jeton.lookup.voprf.sealing-key-file", key.toString())),
                        Instant::now))
                .hasMessageContaining("jeton.lookup.voprf.key-directory");
        assertThatThrownBy(() -> SecretVerification.start(
                        "issuer.example",
                        voprf(Map.of(
                                "jeton.lookup.voprf.sealing-key-file", key.toString(),
                                "jeton.lookup.voprf.key-directory",
                                        secrets.resolve("none").toString())),
                        Instant::now))
                .hasMessageContaining("jeton.lookup.voprf.key-directory");
        assertThatThrownBy(() -> SecretVerification.start(
                        "issuer.example", voprf(Map.of("jeton.lookup.voprf.max-waiting", "0")), Instant::now))
                .hasMessageContaining("max-waiting");
    }

    private static VoprfConfig voprf(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withDefaultValues(settings)
                .withMapping(VoprfConfig.class)
                .build()
                .getConfigMapping(VoprfConfig.class);
    }

    private static SmallRyeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withDefaultValues(settings)
                .withMapping(LedgerConfig.class)
                .withMapping(IssuerKeysConfig.class)
                .build();
    }
}
