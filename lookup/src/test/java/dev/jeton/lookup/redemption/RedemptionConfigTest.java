package dev.jeton.lookup.redemption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.redeemer.keys.KeyRefresh;
import dev.jeton.redeemer.spend.redis.LedgerSettings;
import dev.jeton.redis.RedisSettings;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
        assertThat(new LedgerSettings(ledger.plannedTokensPerEpoch(), ledger.retryWindow(), ledger.memoryMargin()))
                .isEqualTo(LedgerSettings.defaults());
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

    private static SmallRyeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withDefaultValues(settings)
                .withMapping(LedgerConfig.class)
                .withMapping(IssuerKeysConfig.class)
                .build();
    }
}
