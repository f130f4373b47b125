package dev.jeton.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusedTest {
    private static final HttpsOrigin ISSUER = HttpsOrigin.parse("https://issuer.example");

    @Test
    void of_problem_hasTypeTimeAndWhatIsLeft() {
        Refused refused = Refused.of(
                ISSUER,
                new Response(
                        429,
                        Map.of(
                                "content-type", List.of("application/problem+json; charset=utf-8"),
                                "retry-after", List.of("3600"),
                                "ratelimit", List.of("\"sender\";r=3;t=3600, \"msp\" ; r=900;pk=:YQ==:")),
                        Problem.of(ProblemType.QUOTA_EXCEEDED).encode()));

        assertThat(refused.type()).contains(ProblemType.QUOTA_EXCEEDED);
        assertThat(refused.retryAfter()).contains(Duration.ofHours(1));
        assertThat(refused.rateLimits())
                .containsExactly(
                        new RateLimit("sender", 3, Optional.of(Duration.ofHours(1))),
                        new RateLimit("msp", 900, Optional.empty()));
        assertThat(refused).hasMessageContaining("issuer.example").hasMessageContaining("quota-exceeded");
    }

    @Test
    void of_somebodyElsesPage_tellsTheStatusAndNotItsText() {
        Refused refused = Refused.of(
                ISSUER,
                new Response(
                        502, Map.of("Content-Type", List.of("text/html")), Bytes.ofUtf8("<h1>\u001b[31mgateway</h1>")));

        assertThat(refused.type()).isEmpty();
        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused).hasMessage("issuer.example refused: HTTP status 502");
    }

    @Test
    void of_junkThatClaimsToBeAProblem_isARefusalAllTheSame() {
        for (String junk : List.of("", "{", "[]", "{\"type\":1}", "{\"type\":\"urn:other:thing\"}")) {
            Refused refused = Refused.of(
                    ISSUER, new Response(400, Map.of("Content-Type", List.of(Problem.MEDIA_TYPE)), Bytes.ofUtf8(junk)));
            assertThat(refused.type()).isEmpty();
        }
    }

    @Test
    void rateLimits_junk_isPassedOver() {
        for (String junk : List.of("", "sender;r=3", "\"sender\"", "\"s\";r=x", "\"s\";r=-1", "\"s\";t=3", "\"s")) {
            assertThat(RateLimit.of(new Response(200, Map.of("RateLimit", List.of(junk)), Bytes.EMPTY)))
                    .as(junk)
                    .isEmpty();
        }
    }
}
