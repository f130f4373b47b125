package dev.jeton.dev.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.SocketFactory;

/**
 * A real Redis 7.0 on a free port of 127.0.0.1. It has a password and forgets everything when it ends, unless told
 * otherwise; it can be stopped, killed and started again on the same port while its clients look on. It ends with its
 * {@link RunDirectory}. Safe for concurrent use.
 */
public final class DevRedis {
    private static final Duration START = Duration.ofSeconds(30);
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final ChildProcess.Ending SHUTDOWN = new ChildProcess.Ending(Signal.TERM, Duration.ofSeconds(10));

    private final Path directory;
    private final int port = FreePorts.next();
    private final String password;
    private final Optional<DevAuthority> authority;
    private final Server server;

    private DevRedis(Builder builder) {
        RunDirectory run = builder.run;
        this.directory = run.newDirectory("redis");
        this.password = builder.password ? Secrets.hex(16) : "";
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
        try {
            String answer = ask("SAVE");
            if (!answer.equals("+OK")) {
                throw new StackFailure("Redis does not save: " + answer);
            }
            byte[] dump = Files.readAllBytes(file);
            Files.delete(file); // Or the next start would read it.
            return dump;
        } catch (IOException e) {
            throw new StackFailure("cannot dump Redis", e);
        }
    }

    /** How often {@code command}, in lower case, has been called since the server started. */
    public long calls(String command) {
        Pattern counted = Pattern.compile("cmdstat_" + Pattern.quote(command) + ":calls=(\\d+),.*");
        try {
            return ask(
                    "INFO commandstats",
                    lines -> lines.map(counted::matcher)
                            .filter(Matcher::matches)
                            .mapToLong(line -> Long.parseLong(line.group(1)))
                            .sum());
        } catch (IOException e) {
            throw new StackFailure("Redis does not tell its statistics", e);
        }
    }

    /** The settings of a server to be. */
    public static final class Builder {
        private final RunDirectory run;
        private final Map<String, String> settings = new LinkedHashMap<>();
        private boolean password = true;
        private Optional<DevAuthority> authority = Optional.empty();

        private Builder(RunDirectory run) {
            this.run = run;
            setting("bind", "127.0.0.1");
            setting("save", "\"\"");
            setting("rdbcompression", "no");
            setting("maxmemory-policy", "noeviction");
            appendOnly(false);
        }

        /** Whether it keeps a log of all writes on the disk, and reads it back at the next start. Default false. */
        public Builder appendOnly(boolean appendOnly) {
            setting("appendfsync", "always");
            return setting("appendonly", appendOnly ? "yes" : "no");
        }

        /** Lets every program of this machine in. */
        public Builder withoutPassword() {
            password = false;
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
        all.put("port", authority.isPresent() ? "0" : Integer.toString(port));
        authority.ifPresent(issuer -> {
            DevAuthority.Identity identity = issuer.issue("redis-" + port);
            all.put("tls-port", Integer.toString(port));
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
            return ask("PING").equals("+PONG");
        } catch (IOException e) {
            return false; // It does not listen yet.
        }
    }

    /** The first line of Redis's answer to one inline command. */
    private String ask(String command) throws IOException {
        return ask(command, lines -> lines.findFirst().orElse("null"));
    }

    /** What {@code reader} makes of Redis's answer to one inline command: its lines, to the last. */
    private <T> T ask(String command, Function<Stream<String>, T> reader) throws IOException {
        SocketFactory sockets = authority
                .<SocketFactory>map(issuer -> issuer.clientContext().getSocketFactory())
                .orElse(SocketFactory.getDefault());
        try (Socket socket = sockets.createSocket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(Loopback.port(port), TIMEOUT_MILLIS);
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream requests = socket.getOutputStream();
            if (!password.isEmpty()) {
                requests.write(("AUTH " + password + "\r\n").getBytes(StandardCharsets.US_ASCII));
                answers.readLine();
            }
            requests.write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            return reader.apply(answers.lines());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
