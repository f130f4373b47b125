package dev.jeton.dev.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DevPostgresIT {
    private static RunDirectory run;
    private static DevPostgres postgres;

    @BeforeAll
    static void start() {
        run = RunDirectory.create("postgres-it");
        postgres = DevPostgres.start(run);
    }

    @AfterAll
    static void end() {
        run.close();
    }

    @Test
    void restart_afterStop_keepsPortAndData() throws SQLException {
        DevPostgres.Database database = withOneRow("stopped");

        postgres.stop();
        assertThatThrownBy(() -> database.connect()).isInstanceOf(SQLException.class);
        assertThat(postgres.isRunning()).isFalse();

        postgres.restart();
        assertThat(onlyValue(database)).isEqualTo("kept");
    }

    @Test
    void restart_afterKillUnderASession_recoversCommittedData() throws SQLException {
        DevPostgres.Database database = withOneRow("killed");
        try (Connection session = database.connect()) {
            postgres.kill();
            assertThat(session.isValid(1)).isFalse();
        }

        postgres.restart();

        assertThat(onlyValue(database)).isEqualTo("kept");
        assertThat(postgres.log()).content().contains("automatic recovery in progress");
    }

    @Test
    void stop_withAnOpenTransaction_doesNotWaitForIt() throws SQLException {
        DevPostgres.Database database = withOneRow("busy");
        try (Connection session = database.connect()) {
            session.setAutoCommit(false);
            execute(session, "UPDATE t SET v = 'changed'");
            postgres.stop();
        } catch (SQLException e) {
            // Closing a session that was cut may fail; that is not the point here.
        }
        postgres.restart();
        assertThat(onlyValue(database)).isEqualTo("kept");
    }

    @Test
    void createDatabase_letsNoOtherUserIn() {
        DevPostgres.Database mine = postgres.createDatabase("mine", "me");
        DevPostgres.Database theirs = postgres.createDatabase("theirs", "them");

        assertThatThrownBy(() -> DriverManager.getConnection(theirs.jdbcUrl(), mine.user(), mine.password()))
                .hasMessageContaining("permission denied for database");
        assertThatThrownBy(() -> DriverManager.getConnection(mine.jdbcUrl(), mine.user(), "guess"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void dump_showsTheRowsOfEveryTable() throws Exception {
        DevPostgres.Database database = withOneRow("dumped");
        try (Connection session = database.connect()) {
            execute(session, "CREATE SCHEMA other");
            execute(session, "CREATE TABLE other.\"T 2\" AS SELECT '\\xc0ffee'::bytea AS bytes");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        postgres.dump(database, out);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("-- other.\"T 2\"\n(\"\\\\xc0ffee\")\n-- public.t\n(kept)\n");
    }

    @Test
    void start_withTls_letsNobodyInWithoutIt() throws SQLException {
        DevAuthority authority = DevAuthority.create(run);
        DevPostgres closed = DevPostgres.in(run).tls(authority).start();
        DevPostgres.Database database = closed.createDatabase("over_tls", "me");
        String verified = database.jdbcUrl() + "?sslmode=verify-full&sslrootcert=" + authority.certificateFile();

        try (Connection session = DriverManager.getConnection(verified, "me", database.password());
                Statement statement = session.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("TLSv1.3");
        }
        assertThatThrownBy(() ->
                        DriverManager.getConnection(database.jdbcUrl() + "?sslmode=disable", "me", database.password()))
                .hasMessageContaining("no encryption");
        closed.stop();
    }

    @Test
    void start_withASettingThatPostgresRefuses_reportsItsLog() {
        assertThatThrownBy(() ->
                        DevPostgres.in(run).setting("max_connections", "many").start())
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("PostgreSQL ended before it was ready")
                .hasMessageContaining("max_connections");
    }

    private static DevPostgres.Database withOneRow(String name) throws SQLException {
        DevPostgres.Database database = postgres.createDatabase(name, name + "_user");
        try (Connection session = database.connect()) {
            execute(session, "CREATE TABLE t (v text)");
            execute(session, "INSERT INTO t VALUES ('kept')");
        }
        return database;
    }

    private static String onlyValue(DevPostgres.Database database) throws SQLException {
        try (Connection session = database.connect();
                Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery("SELECT v FROM t")) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static void execute(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }
}
