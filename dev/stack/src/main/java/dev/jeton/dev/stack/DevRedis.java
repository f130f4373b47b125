package dev.jeton.dev.stack;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.SocketFactory;

/**
 * A real Redis 7.0 on a free port of 127.0.0.1. It has a password and forgets everything when it ends, unless told
 * otherwise; it can be stopped, killed and started again on the same port while its clients look on. It ends with its
 * {@link RunDirectory}. Safe for concurrent use.
 */
public final class DevRedis {
    private static final Duration START = Duration.ofSeconds(30);
    private static final ChildProcess.Ending SHUTDOWN = new ChildProcess.Ending(Signal.TERM, Duration.ofSeconds(10));

    private static final Pattern CALLS = Pattern.compile("cmdstat_([^:]+):calls=(\\d+),.*");

    private final Path directory;
    private final int port = FreePorts.next();
    private final int listeningPort;
    private final String password;
    private final boolean appendOnly;
    private final Optional<DevAuthority> authority;
    private final Server server;

    private DevRedis(Builder builder) {
        RunDirectory run = builder.run;
        this.directory = run.newDirectory("redis");
        this.listeningPort = run.behindTap("Redis", port);
        this.password = builder.password;
        this.appendOnly = "yes".equals(builder.settings.get("appendonly"));
        FileTree.writePrivate(passwordFile(), password);
        this.authority = builder.authority;
        Path configuration = directory.resolve("redis.conf");
        FileTree.writePrivate(configuration, configuration(builder.settings));
        List<String> command = List.of(RedisProgram.in(run).toString(), configuration.toString());
        Path log = directory.resolve("redis.log");
        this.server = new Server(
                run, new ChildProcess.Command("Redis", command, directory, Map.of(), log, SHUTDOWN), this::answers);
    }

    /** A server with default settings. */
    public static DevRedis start(RunDirectory run) {
        return in(run).start();
    }

    public static Builder in(RunDirectory run) {
        return new Builder(run);
    }

    public int port() {
        return port;
    }

    /** Where it is, without credentials: {@code redis://127.0.0.1:port}, or {@code rediss:} if it speaks TLS. */
    public URI uri() {
        return URI.create((authority.isPresent() ? "rediss" : "redis") + "://127.0.0.1:" + port);
    }

    /** The default user's password, or empty if there is none. */
    public String password() {
        return password;
    }

    /** The password in a file that nobody else can read. */
    public Path passwordFile() {
        return directory.resolve("password");
    }

    /** Ends the server as an operator would. What it kept in memory only is lost. The port stays ours. */
    public void stop() {
        server.stop();
    }

    /** Ends the server as a crash would (SIGKILL). */
    public void kill() {
        server.end(Signal.KILL);
    }

    /**
     * Starts the server again, on the same port; stops it before if it runs. It is empty, unless it persists.
     *
     * @throws StackFailure with the end of its log, if it does not answer
     */
    public void restart() {
        server.restart(START, waited -> {});
    }

    public boolean isRunning() {
        return server.isRunning();
    }

    /**
     * All that the server holds now, as the bytes of an RDB file: what a thief of the memory has. Values are stored as
     * they are, without compression; small numbers are packed.
     */
    public byte[] dump() {
        Path file = directory.resolve("dump.rdb");
        ask("SAVE");
        try {
            byte[] dump = Files.readAllBytes(file);
            Files.delete(file); // Or the next start would read it.
            return dump;
        } catch (IOException e) {
            throw new StackFailure("cannot dump Redis", e);
        }
    }

    /**
     * Starts the server with what a {@link #dump} holds and nothing else, as somebody does who restores a backup; also if
     * it keeps a log. Stops it before if it runs.
     */
    public void restore(byte[] dump) {
        stop();
        try {
            FileTree.delete(log());
            Files.createDirectory(log(), FileTree.OWNER_ONLY_DIRECTORY);
            if (appendOnly) {
                Files.write(log().resolve("appendonly.aof.1.base.rdb"), dump);
                Files.writeString(
                        log().resolve("appendonly.aof.manifest"), "file appendonly.aof.1.base.rdb seq 1 type b\n");
                restart();
                return;
            }
            Path file = directory.resolve("dump.rdb");
            Files.write(file, dump);
            restart();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StackFailure("cannot restore Redis", e);
        }
    }

    private Path log() {
        return directory.resolve("appendonlydir");
    }

    /** Makes it a replica of {@code master}, which has the same password or none, and waits until it has its data. */
    public void follow(DevRedis master) {
        if (!master.password.isEmpty()) {
            ask("CONFIG", "SET", "masterauth", master.password);
        }
        ask("REPLICAOF", "127.0.0.1", Integer.toString(master.port));
        if (!Pause.until(this::isLinked, START)) {
            throw new StackFailure("Redis on port " + port + " does not follow the one on port " + master.port);
        }
    }

    /** Makes it a master, with what it has. */
    public void promote() {
        ask("REPLICAOF", "NO", "ONE");
    }

    /** Whether it is a replica that hears its master and has read what that had at the beginning. */
    public boolean isLinked() {
        return ask("INFO", "replication").contains("master_link_status:up");
    }

    /** Stops the clock of the process (SIGSTOP): its connections stay, and nothing is answered. */
    public void pause() {
        server.signal(Signal.STOP);
    }

    /** Lets a paused one go on. It does not know that time has passed. */
    public void resume() {
        server.signal(Signal.CONT);
    }

    /** How often {@code command}, in lower case, has been called since the server started. */
    public long calls(String command) {
        return calls().getOrDefault(command, 0L);
    }

    /** How often each command has been called since the server started, by scripts as well. */
    public Map<String, Long> calls() {
        return ask("INFO", "commandstats")
                .lines()
                .map(CALLS::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(line -> line.group(1), line -> Long.parseLong(line.group(2))));
    }

    /** The settings of a server to be. */
    public static final class Builder {
        private final RunDirectory run;
        private final Map<String, String> settings = new LinkedHashMap<>();
        private String password = Secrets.hex(16);
        private Optional<DevAuthority> authority = Optional.empty();

        private Builder(RunDirectory run) {
            this.run = run;
            setting("bind", "127.0.0.1");
            setting("save", "\"\"");
            setting("rdbcompression", "no");
            setting("maxmemory-policy", "noeviction");
            setting("repl-diskless-sync-delay", "0"); // Or each replica waits five seconds for others.
            appendOnly(false);
        }

        /** Whether it keeps a log of all writes on the disk, and reads it back at the next start. Default false. */
        public Builder appendOnly(boolean appendOnly) {
            setting("appendfsync", "always");
            return setting("appendonly", appendOnly ? "yes" : "no");
        }

        /** Lets every program of this machine in. */
        public Builder withoutPassword() {
            return password("");
        }

        /** Servers that replicate share one. */
        Builder password(String shared) {
            password = shared;
            return this;
        }

        /** TLS 1.3 and nothing else, with a certificate of {@code issuer}. Clients show none. */
        public Builder tls(DevAuthority issuer) {
            authority = Optional.of(issuer);
            return this;
        }

        /** Any line of {@code redis.conf}, such as {@code setting("maxmemory", "64mb")}. */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /**
         * A server that answers.
         *
         * @throws StackFailure with the end of its log, if it does not
         */
        public DevRedis start() {
            DevRedis redis = new DevRedis(this);
            redis.restart();
            return redis;
        }
    }

    private String configuration(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("dir", quoted(directory));
        all.put("requirepass", quoted(password));
        all.put("masterauth", quoted(password));
        all.put("port", authority.isPresent() ? "0" : Integer.toString(listeningPort));
        authority.ifPresent(issuer -> {
            DevAuthority.Identity identity = issuer.issue("redis-" + port);
            all.put("tls-port", Integer.toString(listeningPort));
            all.put("tls-protocols", "TLSv1.3");
            all.put("tls-auth-clients", "no");
            all.put("tls-cert-file", quoted(identity.certificateFile()));
            all.put("tls-key-file", quoted(identity.keyFile()));
        });
        all.putAll(settings);
        return all.entrySet().stream()
                .map(line -> line.getKey() + " " + line.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static String quoted(Object value) {
        return "\"" + value + "\"";
    }

    private boolean answers() {
        try {
            return exchange("PING").equals("PONG");
        } catch (IOException | StackFailure e) {
            return false; // It does not listen yet, or reads its data.
        }
    }

    /**
     * What Redis answers to one command, over a connection of its own: an array's elements one a line, nothing as
     * {@code "null"}.
     *
     * @throws StackFailure if it refuses, with its own words, or does not answer
     */
    public String ask(String... command) {
        try {
            return exchange(command);
        } catch (IOException e) {
            throw new StackFailure("Redis on port " + port + " does not answer " + command[0], e);
        }
    }

    private String exchange(String... command) throws IOException {
        SocketFactory sockets = authority
                .<SocketFactory>map(issuer -> issuer.clientContext().getSocketFactory())
                .orElse(SocketFactory.getDefault());
        try (Socket socket = sockets.createSocket();
                RedisWire wire = new RedisWire(socket, port)) {
            if (!password.isEmpty()) {
                wire.ask("AUTH", password);
            }
            return wire.ask(command);
        }
    }
}
