package dev.jeton.dev.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL 18 on a free port of 127.0.0.1, with little memory and passwords for everybody. It can be stopped
 * and started again, on the same port and data, while its clients look on. It ends with its {@link RunDirectory}. Safe
 * for concurrent use.
 */
public final class DevPostgres {
    private static final String SUPERUSER = "postgres";
    private static final Duration START = Duration.ofSeconds(60);
    private static final int CONNECT_SECONDS = 5;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final ChildProcess.Ending FAST_SHUTDOWN =
            new ChildProcess.Ending(Signal.INT, Duration.ofSeconds(15));

    private final Path directory;
    private final int port = FreePorts.next();
    private final int listeningPort;
    private final String password = Secrets.hex(16);
    private final Optional<DevAuthority> authority;
    private final Server server;

    private DevPostgres(Builder builder) {
        RunDirectory run = builder.run;
        this.authority = builder.authority;
        PostgresBinaries binaries = PostgresBinaries.in(run);
        this.directory = run.newDirectory("postgres");
        this.listeningPort = run.behindTap("PostgreSQL", port, Overheard.Opening.POSTGRES);
        initialise(run, binaries, builder.settings);
        this.server =
                new Server(run, command("PostgreSQL", binaries, "postgres", "-D", data().toString()), this::answers);
    }

    /** A server with default settings. */
    public static DevPostgres start(RunDirectory run) {
        return in(run).start();
    }

    public static Builder in(RunDirectory run) {
        return new Builder(run);
    }

    public int port() {
        return port;
    }

    /**
     * A new database for a new user, with a password of its own; no other user gets in.
     *
     * @param name of the database: lower-case letters, digits and underscores
     * @param user likewise
     */
    public Database createDatabase(String name, String user) {
        Database database = new Database(port, checked(name), checked(user), Secrets.hex(16));
        try (Connection connection = connectToPostgres();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + user + " LOGIN PASSWORD '" + database.password() + "'");
            statement.execute("CREATE DATABASE " + name + " OWNER " + user);
            statement.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
        } catch (SQLException e) {
            throw new StackFailure("cannot create the database " + name, e);
        }
        return database;
    }

    /** Ends the server as an operator would: sessions are cut, the data is whole. The port stays ours. */
    public void stop() {
        server.stop();
    }

    /** Ends the server as a crash would: the next start has to recover. */
    public void kill() {
        server.end(Signal.QUIT);
    }

    /**
     * Starts the server again, on the same port and data; stops it before if it runs.
     *
     * @throws StackFailure with the end of its log, if it does not answer
     */
    public void restart() {
        server.restart(START, waited -> {});
    }

    public boolean isRunning() {
        return server.isRunning();
    }

    /** The files of all databases, write-ahead log included: what a thief of the disk has. Long values are compressed. */
    public Path dataDirectory() {
        return data();
    }

    /** What the server wrote since its first start. */
    public Path log() {
        return directory.resolve("postgres.log");
    }

    /**
     * Writes all rows of all tables as text: a heading per table, then its rows as PostgreSQL prints them. Tests search
     * it for what must not be there.
     */
    public void dump(Database database, OutputStream out) throws IOException {
        try (Connection connection = connect(SUPERUSER, password, database.name())) {
            PostgresDump.write(connection, out);
        } catch (SQLException e) {
            throw new StackFailure("cannot dump " + database, e);
        }
    }

    /**
     * A database and its owner.
     *
     * @param port of 127.0.0.1
     */
    public record Database(int port, String name, String user, String password) {
        /** For JDBC, without user and password. */
        public String jdbcUrl() {
            return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
        }

        /** For the Vert.x client below Hibernate Reactive, without user and password. */
        public String reactiveUrl() {
            return "postgresql://127.0.0.1:" + port + "/" + name;
        }

        /** Opens the owner's sessions, each a new one: no pool keeps them over a restart of the server. */
        public DataSource dataSource() {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(jdbcUrl());
            source.setUser(user);
            source.setPassword(password);
            return source;
        }

        /** A session of its own, which the caller closes. */
        public Connection connect() throws SQLException {
            return dataSource().getConnection();
        }

        /** Executes one statement in a session of its own. */
        public void execute(String sql) throws SQLException {
            try (Connection session = connect();
                    Statement statement = session.createStatement()) {
                statement.execute(sql);
            }
        }

        @Override
        public String toString() {
            return user + "@127.0.0.1:" + port + "/" + name;
        }
    }

    /** The settings of a server to be. */
    public static final class Builder {
        private final RunDirectory run;
        private final Map<String, String> settings = new LinkedHashMap<>();
        private Optional<DevAuthority> authority = Optional.empty();

        private Builder(RunDirectory run) {
            this.run = run;
            setting("listen_addresses", "127.0.0.1");
            setting("unix_socket_directories", "");
            setting("max_connections", "60");
            setting("shared_buffers", "32MB");
            setting("max_wal_size", "256MB");
            setting("wal_level", "minimal");
            setting("max_wal_senders", "0");
            setting("jit", "off");
            // No helper processes and nothing in /dev/shm, so that even SIGKILL leaves little behind.
            setting("io_method", "sync");
            setting("max_parallel_workers", "0");
            setting("dynamic_shared_memory_type", "mmap");
            fsync(false);
        }

        /** Whether a commit is on the disk before it is acknowledged. Default false: tests do not cut the power. */
        public Builder fsync(boolean fsync) {
            setting("fsync", fsync ? "on" : "off");
            return setting("full_page_writes", fsync ? "on" : "off");
        }

        /**
         * TLS 1.3 and nothing else, with a certificate of {@code issuer}. Clients trust its certificate file
         * ({@code sslmode=verify-full} with JDBC).
         */
        public Builder tls(DevAuthority issuer) {
            authority = Optional.of(issuer);
            return this;
        }

        /** Any setting of {@code postgresql.conf}, such as {@code setting("log_statement", "all")}. */
        public Builder setting(String name, String value) {
            settings.put(checked(name), value);
            return this;
        }

        /**
         * A server that answers.
         *
         * @throws StackFailure with the end of its log, if it does not
         */
        public DevPostgres start() {
            DevPostgres postgres = new DevPostgres(this);
            postgres.restart();
            return postgres;
        }
    }

    private void initialise(RunDirectory run, PostgresBinaries binaries, Map<String, String> settings) {
        Path passwordFile = directory.resolve("superuser-password");
        FileTree.writePrivate(passwordFile, password);
        ChildProcess initdb = run.start(command(
                "initdb",
                binaries,
                "initdb",
                "--pgdata=" + data(),
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale",
                "--no-sync"));
        try {
            int exitCode = initdb.exit().get(START.toSeconds(), TimeUnit.SECONDS);
            if (exitCode != 0) {
                throw new StackFailure("initdb failed:\n" + initdb.logTail());
            }
        } catch (ExecutionException | TimeoutException e) {
            initdb.stop();
            throw new StackFailure("initdb does not end:\n" + initdb.logTail(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
        FileTree.writePrivate(data().resolve("postgresql.conf"), configuration(settings));
        String connections = authority.isPresent() ? "hostssl" : "host";
        FileTree.writePrivate(data().resolve("pg_hba.conf"), connections + " all all 127.0.0.1/32 scram-sha-256\n");
    }

    private String configuration(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("port", Integer.toString(listeningPort));
        authority.ifPresent(issuer -> {
            DevAuthority.Identity identity = issuer.issue("postgres-" + port);
            all.put("ssl", "on");
            all.put("ssl_min_protocol_version", "TLSv1.3");
            all.put("ssl_cert_file", identity.certificateFile().toString());
            all.put("ssl_key_file", identity.keyFile().toString());
        });
        all.putAll(settings);
        return all.entrySet().stream()
                .map(line -> line.getKey() + " = '" + line.getValue().replace("'", "''") + "'\n")
                .collect(Collectors.joining());
    }

    private ChildProcess.Command command(String label, PostgresBinaries binaries, String program, String... arguments) {
        List<String> command = new ArrayList<>(binaries.program(program));
        command.addAll(List.of(arguments));
        Path log = directory.resolve(program + ".log");
        return new ChildProcess.Command(label, command, directory, Map.of(), log, FAST_SHUTDOWN);
    }

    private boolean answers() {
        try (Connection connection = connectToPostgres()) {
            return connection.isValid(CONNECT_SECONDS);
        } catch (SQLException e) {
            return false; // It does not listen yet, or it still recovers.
        }
    }

    private Connection connectToPostgres() throws SQLException {
        return connect(SUPERUSER, password, "postgres");
    }

    private Connection connect(String user, String userPassword, String database) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setConnectTimeout(CONNECT_SECONDS);
        authority.ifPresent(issuer -> {
            source.setSslMode("verify-full");
            source.setSslRootCert(issuer.certificateFile().toString());
        });
        return source.getConnection(user, userPassword);
    }

    private Path data() {
        return directory.resolve("data");
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a name of lower-case letters, digits and underscores, not " + name);
        }
        return name;
    }
}
