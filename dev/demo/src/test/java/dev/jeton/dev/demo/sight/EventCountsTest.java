package dev.jeton.dev.demo.sight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventCountsTest {
    @TempDir
    Path directory;

    @Test
    void of_log_countsEventsByNameAndOutcome() throws IOException {
        Path log = Files.writeString(directory.resolve("log"), """
                2026-01-01 INFO  started in 3 s
                2026-01-01 INFO  [jeton.lookup] event=lookup outcome=answered mappings=2
                2026-01-01 INFO  [jeton.lookup] event=lookup outcome=token-spent
                2026-01-01 INFO  [jeton.lookup] event=lookup outcome=answered mappings=0
                2026-01-01 INFO  [jeton.csip] event=attested
                """);

        assertThat(EventCounts.of(log).counts())
                .isEqualTo(Map.of("lookup answered", 2, "lookup token-spent", 1, "attested", 1));
        assertThat(EventCounts.of(log).total()).isEqualTo(4);
    }

    @Test
    void of_logWithBytesThatAreNoUtf8_isRead() throws IOException {
        Path log = Files.write(directory.resolve("log"), "\u00ff\nevent=x\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(EventCounts.of(log).counts()).isEqualTo(Map.of("x", 1));
    }
}
