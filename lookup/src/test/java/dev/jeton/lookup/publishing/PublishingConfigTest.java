package dev.jeton.lookup.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PublishingConfigTest {
    @Test
    void defaults_areThoseOfTheDocumentation() {
        PublishingConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(PublishingConfig.class)
                .build()
                .getConfigMapping(PublishingConfig.class);

        assertThat(config.window()).isEqualTo(Duration.ofHours(1));
        assertThat(config.perKey()).isEqualTo(20);
        assertThat(config.perDocument()).isEqualTo(5);
        assertThat(config.perCsip()).isEqualTo(100_000);
        assertThat(config.csipRemovalsAtOnce()).isEqualTo(1000);
    }
}
