package dev.jeton.dev.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TapsIT {
    private RunDirectory run;
    private Taps taps;
    private DevAuthority authority;

    @BeforeEach
    void open() {
        run = RunDirectory.create("taps-it");
        taps = run.layTaps();
        authority = DevAuthority.create(run);
    }

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void connections_storesOverTls_areSessionsWithoutAFlaw() {
        DevRedis redis = DevRedis.in(run).tls(authority).start();
        DevPostgres.in(run).tls(authority).start().createDatabase("d", "u");

        assertThat(redis.ask("SET", "k", "swordfish")).isEqualTo("OK");

        assertThat(taps.servers().values()).containsExactlyInAnyOrder("Redis", "PostgreSQL");
        assertThat(taps.connections()).allSatisfy(connection -> {
            assertThat(connection.flaws()).isEmpty();
            assertThat(text(connection.requests())).doesNotContain("swordfish", redis.password());
        });
        assertThat(taps.connections())
                .filteredOn(Overheard::isSession)
                .extracting(Overheard::server)
                .contains("Redis", "PostgreSQL");
        assertThat(taps.untapped()).isEmpty();
    }

    @Test
    void connections_storesInTheClear_areReported() {
        DevRedis redis = DevRedis.start(run);
        DevPostgres.start(run);

        assertThat(flaws())
                .contains("Redis: the caller does not speak TLS at byte 0", "PostgreSQL: the server has no TLS");
        assertThat(taps.connections())
                .noneMatch(Overheard::isSession)
                .anySatisfy(
                        connection -> assertThat(text(connection.requests())).contains(redis.password()));
    }

    @Test
    void connections_overTls12_areReported() {
        DevRedis.in(run).tls(authority).setting("tls-protocols", "TLSv1.2").start();

        assertThat(flaws()).contains("Redis: the server chooses an older TLS");
    }

    @Test
    void untapped_oneMorePort_isReported() {
        int port = FreePorts.next();
        DevRedis.in(run).tls(authority).setting("port", Integer.toString(port)).start();

        assertThat(taps.untapped()).singleElement().asString().startsWith("listens on port " + port + ": ");
    }

    @Test
    void layTaps_somethingRuns_isTooLate() {
        DevRedis.start(run);

        assertThatThrownBy(run::layTaps).isInstanceOf(IllegalStateException.class);
    }

    private List<String> flaws() {
        return taps.connections().stream()
                .flatMap(connection -> connection.flaws().stream())
                .toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
