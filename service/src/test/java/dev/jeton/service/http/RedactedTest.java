package dev.jeton.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class RedactedTest {
    @Test
    void of_keepsClassesAndTraces_dropsEveryMessage() {
        IllegalStateException failure =
                new IllegalStateException("tel:+14155550123", new IOException("Bearer secret", new Error("token")));
        failure.addSuppressed(new IOException("suppressed secret"));
        StringWriter printed = new StringWriter();

        Redacted.of(failure).printStackTrace(new PrintWriter(printed));

        assertThat(printed.toString())
                .contains(
                        "java.lang.IllegalStateException",
                        "java.io.IOException",
                        "java.lang.Error",
                        "RedactedTest.java")
                .doesNotContain("415", "secret", "token");
    }

    @Test
    void of_causesInACircle_ends() {
        IllegalStateException first = new IllegalStateException("first");
        first.initCause(new IOException("second", first));

        assertThat(Redacted.of(first)).hasCauseInstanceOf(Redacted.class);
    }
}
