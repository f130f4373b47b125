package dev.jeton.lookup.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementLogTest {
    @TempDir
    private Path directory;

    private Path file;
    private StatementLog log;

    @BeforeEach
    void createLog() throws Exception {
        file = Files.createFile(directory.resolve("postgres.log"));
        log = new StatementLog(file);
    }

    @Test
    void ofRequests_queriesOfRequests_areCounted() throws Exception {
        append("""
                2026-11-23 15:46:24.889 UTC [7] LOG:  execute <unnamed>: select owner_key from mapping
                2026-11-23 15:46:24.889 UTC [7] DETAIL:  Parameters: $1 = 'ledger_generation'
                2026-11-23 15:46:24.889 UTC [8] LOG:  execute S_1: select 1
                2026-11-23 15:46:24.889 UTC [8] LOG:  statement: begin
                2026-11-23 15:46:24.889 UTC [8] LOG:  statement: commit
                """);

        assertThat(log.ofRequests(0, log.size())).isEqualTo(4);
        assertThat(log.ofRequests(1, 3)).isEqualTo(2);
    }

    @Test
    void ofRequests_upkeepInBetween_isNot() throws Exception {
        append("""
                2026-11-23 15:46:24.889 UTC [7] LOG:  statement: BEGIN
                2026-11-23 15:46:24.889 UTC [8] LOG:  execute S_1: select number
                \tfrom ledger_generation
                2026-11-23 15:46:24.889 UTC [9] LOG:  execute S_1: select owner_key from mapping
                2026-11-23 15:46:24.889 UTC [9] LOG:  execute S_2: select id from held_removal where released and id > 0
                2026-11-23 15:46:24.889 UTC [7] LOG:  execute S_2: select 1
                2026-11-23 15:46:24.889 UTC [7] LOG:  execute S_3: update fence_member f
                """);
        int here = log.size();
        append("""
                2026-11-23 15:46:24.889 UTC [7] LOG:  statement: COMMIT
                2026-11-23 15:46:24.889 UTC [7] LOG:  execute S_4: select owner_key from mapping
                """);

        assertThat(log.ofRequests(0, here)).isEqualTo(1);
        assertThat(log.ofRequests(here, log.size())).isEqualTo(1);
    }

    private void append(String lines) throws Exception {
        Files.writeString(file, Files.readString(file) + lines);
    }
}
