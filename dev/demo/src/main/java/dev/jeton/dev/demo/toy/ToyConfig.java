package dev.jeton.dev.demo.toy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The settings of a toy: a properties file, since a command line can be read by everybody on the machine. */
final class ToyConfig {
    private final Path file;
    private final Properties properties = new Properties();

    private ToyConfig(Path file) {
        this.file = file;
    }

    /** Reads {@code file}, the only argument of a toy's {@code main}. */
    static ToyConfig load(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IOException("expected one argument: the properties file");
        }
        ToyConfig config = new ToyConfig(Path.of(arguments[0]));
        try (Reader reader = Files.newBufferedReader(config.file)) {
            config.properties.load(reader);
        }
        return config;
    }

    String string(String key) throws IOException {
        String value = properties.getProperty(key);
        if (value == null || value.isBlank()) {
            throw new IOException(file + ": " + key + " is missing");
        }
        return value.strip();
    }

    Path path(String key) throws IOException {
        return Path.of(string(key));
    }

    /** A server on {@code port} that shows the certificate in {@code certificate-file} and {@code key-file}. */
    ToyServer server() throws IOException {
        int port;
        try {
            port = Integer.parseInt(string("port"));
        } catch (NumberFormatException e) {
            throw new IOException(file + ": port is not a number", e);
        }
        return new ToyServer(port, ServerIdentity.tls(path("certificate-file"), path("key-file")));
    }
}
