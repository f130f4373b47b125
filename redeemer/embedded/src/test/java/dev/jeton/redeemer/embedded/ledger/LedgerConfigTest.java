package dev.jeton.redeemer.embedded.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.redeemer.spend.redis.LedgerSettings;
import dev.jeton.redis.RedisSettings;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerConfigTest {
    @Test
    void ledger_defaults_areThoseOfTheLibraries() {
        LedgerConfig ledger = config(Map.of("jeton.redeemer.ledger.uri", "rediss://redis.example"));

        assertThat(ledger.trustCertificates()).isEmpty();
        assertThat(ledger.username()).isEmpty();
        assertThat(ledger.passwordFile()).isEmpty();
        assertThat(ledger.commandTimeout()).isEqualTo(RedisSettings.DEFAULT_COMMAND_TIMEOUT);
        assertThat(ledger.connectTimeout()).isEqualTo(RedisSettings.DEFAULT_CONNECT_TIMEOUT);
        assertThat(ledger.maxWaiting()).isEqualTo(RedisSettings.DEFAULT_MAX_WAITING);
        assertThat(LedgerLife.settings(ledger))
                .isEqualTo(LedgerSettings.planned(LedgerSettings.DEFAULT_PLANNED_TOKENS));
    }

    @Test
    void ledger_withoutUri_isRefusedByName() {
        assertThatThrownBy(() -> config(Map.of())).hasMessageContaining("jeton.redeemer.ledger.uri");
    }

    private static LedgerConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withDefaultValues(settings)
                .withMapping(LedgerConfig.class)
                .build()
                .getConfigMapping(LedgerConfig.class);
    }
}
