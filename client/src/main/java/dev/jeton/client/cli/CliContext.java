package dev.jeton.client.cli;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.JdkHttpTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** What a command sees of the world. */
record CliContext(
        PrintWriter out,
        PrintWriter err,
        InputStream in,
        Map<String, String> environment,
        InstantSource clock,
        Transports transports) {

    /** Makes a transport that trusts the authorities in a file, or those that the system trusts. */
    interface Transports {
        HttpTransport trusting(Optional<Path> authorities) throws IOException;
    }

    static CliContext ofThisProcess() {
        return new CliContext(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                System.in,
                System.getenv(),
                Clock.systemUTC(),
                authorities -> authorities.isPresent()
                        ? JdkHttpTransport.trusting(authorities.get())
                        : JdkHttpTransport.trustingSystem());
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
