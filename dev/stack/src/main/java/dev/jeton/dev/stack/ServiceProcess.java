package dev.jeton.dev.stack;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A service as a process of its own, in its own directory of a {@link RunDirectory}, with which it ends. Its output goes
 * to a log file there. Safe for concurrent use.
 */
public final class ServiceProcess {
    private static final ChildProcess.Ending TERMINATE = new ChildProcess.Ending(Signal.TERM, Duration.ofSeconds(10));
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration PROBE = Duration.ofSeconds(5);
    /** Ctrl-C reaches the children of a terminal's program as well, perhaps a moment earlier. */
    private static final long CRASH_OR_CTRL_C_MILLIS = 500;

    private final RunDirectory run;
    private final String name;
    private final Path directory;
    private final Server server;
    private final Duration startLimit;
    private final Consumer<Duration> onProgress;
    private final Consumer<Crash> onCrash;

    /**
     * A service that ended although nobody asked it to.
     *
     * @param logTail the end of its log
     */
    public record Crash(String name, int exitCode, String logTail) {}

    private ServiceProcess(Builder builder) {
        this.run = builder.run;
        this.name = builder.name;
        this.directory = builder.directory;
        this.startLimit = builder.startLimit;
        this.onProgress = builder.onProgress;
        this.onCrash = builder.onCrash;
        this.server = new Server(
                run,
                new ChildProcess.Command(name, builder.command(), directory, builder.environment, log(), TERMINATE),
                builder.ready);
    }

    /**
     * A program on this JVM's own Java.
     *
     * @param name of its directory and in messages
     * @param jar such as {@code quarkus-run.jar}
     */
    public static Builder jar(RunDirectory run, String name, Path jar) {
        Builder builder = new Builder(run, name);
        builder.arguments.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
        builder.isJava = true;
        return builder;
    }

    /** Any program. */
    public static Builder command(RunDirectory run, String name, List<String> command) {
        Builder builder = new Builder(run, name);
        builder.arguments.addAll(command);
        return builder;
    }

    /** The directory it works in. */
    public Path directory() {
        return directory;
    }

    /** Its output since the first start. */
    public Path log() {
        return directory.resolve(name + ".log");
    }

    public boolean isRunning() {
        return server.isRunning();
    }

    /** Ends it with SIGTERM, after 10 s with SIGKILL. */
    public void stop() {
        server.stop();
    }

    /** Ends it with SIGKILL. */
    public void kill() {
        server.end(Signal.KILL);
    }

    /**
     * Starts it again; stops it before if it runs.
     *
     * @throws StackFailure with the end of its log, if it ends before it is ready, or is not ready in time
     */
    public void restart() {
        ChildProcess child = server.restart(startLimit, onProgress);
        Executor later = CompletableFuture.delayedExecutor(CRASH_OR_CTRL_C_MILLIS, TimeUnit.MILLISECONDS);
        var unused = child.exit().thenAcceptAsync(exitCode -> reportCrash(child, exitCode), later);
    }

    private void reportCrash(ChildProcess child, int exitCode) {
        if (server.isMeantToRun(child) && !run.isClosing()) {
            onCrash.accept(new Crash(name, exitCode, child.logTail()));
        }
    }

    /** What to start, how, and when it counts as started. */
    public static final class Builder {
        private final RunDirectory run;
        private final String name;
        private final Path directory;
        private final List<String> arguments = new ArrayList<>();
        private final Map<String, String> environment = new HashMap<>();
        private final Properties settings = new Properties();
        private boolean isJava;
        private boolean isShortLived;
        private int heapMegabytes = 192;
        private Duration startLimit = Duration.ofMinutes(2);
        private BooleanSupplier ready = () -> true;
        private Consumer<Duration> onProgress = waited -> {};
        private Consumer<Crash> onCrash = crash -> {};

        private Builder(RunDirectory run, String name) {
            this.run = run;
            this.name = name;
            this.directory = run.newDirectory(name);
        }

        /** The most that a Java program's objects may take. Default 192. */
        public Builder heapMegabytes(int megabytes) {
            heapMegabytes = megabytes;
            return this;
        }

        /**
         * Starts a Java program for two thirds of the processor time, which is slower under load for good, and at RSA without
         * native code by far: for what lives seconds, and never for measurements.
         */
        public Builder shortLived() {
            isShortLived = true;
            return this;
        }

        /**
         * A configuration property of a Quarkus application. All of them go to {@code config/application.properties} in
         * the directory it works in, where Quarkus looks and other users cannot: command lines are public.
         */
        public Builder setting(String property, String value) {
            settings.setProperty(property, value);
            return this;
        }

        /** The two listeners of a Quarkus application, on the loopback, behind taps where the run has them. */
        public Builder listeningOn(int port, int managementPort) {
            return setting("quarkus.http.host", LOOPBACK)
                    .setting("quarkus.http.ssl-port", Integer.toString(run.behindTap(name, port)))
                    .setting("quarkus.management.host", LOOPBACK)
                    .setting(
                            "quarkus.management.port",
                            Integer.toString(run.behindTap(name + " management", managementPort)));
        }

        /** What a Quarkus application shows whom it talks to, where its TLS configuration is called {@code tls}. */
        public Builder certificate(String tls, DevAuthority.Identity identity) {
            String keyStore = "quarkus.tls." + tls + ".key-store.pem.0.";
            return setting(keyStore + "cert", identity.certificateFile().toString())
                    .setting(keyStore + "key", identity.keyFile().toString());
        }

        /** The datasource of a Quarkus application, over TLS, with a server whose certificate is {@code authority}'s. */
        public Builder postgres(DevPostgres.Database database, DevAuthority authority) {
            String trusted = authority.certificateFile().toString();
            return setting("quarkus.datasource.username", database.user())
                    .setting("quarkus.datasource.password", database.password())
                    .setting("quarkus.datasource.reactive.url", database.reactiveUrl())
                    .setting("quarkus.datasource.reactive.trust-certificate-pem", "true")
                    .setting("quarkus.datasource.reactive.trust-certificate-pem.certs", trusted)
                    .setting("quarkus.datasource.reactive.postgresql.ssl-mode", "verify-full")
                    .setting("quarkus.datasource.reactive.hostname-verification-algorithm", "HTTPS")
                    .setting(
                            "quarkus.datasource.jdbc.url",
                            database.jdbcUrl() + "?sslmode=verify-full&sslrootcert=" + trusted);
        }

        /** A variable added to this JVM's own environment. */
        public Builder environment(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        /** Arguments after those there are. Every user of the machine can read them. */
        public Builder arguments(String... more) {
            arguments.addAll(List.of(more));
            return this;
        }

        /** Asked several times a second after the start. Without it, a service is ready as soon as it exists. */
        public Builder readyWhen(BooleanSupplier condition) {
            ready = condition;
            return this;
        }

        /** Ready when {@code health} answers 200, over TLS with a certificate of {@code authority}. */
        public Builder readyWhenOk(URI health, DevAuthority authority) {
            HttpClient client = authority.httpClient().build();
            HttpRequest request = HttpRequest.newBuilder(health).timeout(PROBE).build();
            return readyWhen(() -> isOk(client, request));
        }

        /** How long it may take to be ready. Default 120 s: a busy machine is slow. */
        public Builder startWithin(Duration limit) {
            startLimit = limit;
            return this;
        }

        /** Told several times a second, until it is ready, how long it has taken so far. */
        public Builder onProgress(Consumer<Duration> listener) {
            onProgress = listener;
            return this;
        }

        /** Told, on some other thread, when the service ends although nobody stops it or closes the run. */
        public Builder onCrash(Consumer<Crash> listener) {
            onCrash = listener;
            return this;
        }

        /**
         * A service that is ready.
         *
         * @throws StackFailure with the end of its log, if it ends before it is ready, or is not ready in time
         */
        public ServiceProcess start() {
            if (!settings.isEmpty()) {
                FileTree.writePrivate(
                        FileTree.createPrivate(directory.resolve("config")).resolve("application.properties"),
                        settingsAsText());
            }
            ServiceProcess service = new ServiceProcess(this);
            service.restart();
            return service;
        }

        private List<String> command() {
            if (!isJava) {
                return List.copyOf(arguments);
            }
            Path temporary = FileTree.createPrivate(directory.resolve("tmp"));
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("-Xmx" + heapMegabytes + "m");
            command.add("-XX:+UseSerialGC");
            if (isShortLived) {
                command.add("-XX:TieredStopAtLevel=1");
            }
            command.add("-XX:+ExitOnOutOfMemoryError");
            // Both keep it from leaving files in the shared temporary directory.
            command.add("-XX:-UsePerfData");
            command.add("-Djava.io.tmpdir=" + temporary);
            command.addAll(arguments);
            return command;
        }

        private String settingsAsText() {
            StringWriter text = new StringWriter();
            try {
                settings.store(text, null);
            } catch (IOException e) {
                throw new IllegalStateException("a StringWriter does not fail", e);
            }
            return text.toString();
        }

        private static boolean isOk(HttpClient client, HttpRequest request) {
            try {
                return client.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException e) {
                return false; // It does not listen yet.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
