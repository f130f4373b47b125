package dev.jeton.issuer.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandingTest {
    @Test
    void headers_areThoseOfTheDraftsSyntax() {
        Standing standing = new Standing(300, 280, Duration.ofDays(1), Duration.ofSeconds(4711));
        assertThat(standing.headers())
                .hasSize(2)
                .containsEntry("RateLimit-Policy", "\"epoch\";q=300;w=86400")
                .containsEntry("RateLimit", "\"epoch\";r=280;t=4711");
    }
}
