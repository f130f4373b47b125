package dev.jeton.redis;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where one Redis is and how long to wait for it.
 *
 * @param uri {@code redis://host[:port][/database]}, or {@code rediss://} for TLS 1.3 with the server's name verified.
 *     No credentials inside: they would end up in logs
 * @param trustCertificates PEM file of the authorities that may sign the server's certificate; without one, those that
 *     the JVM trusts. Only with {@code rediss}
 * @param username ACL user; without one, Redis' default user. Needs {@code passwordFile}
 * @param passwordFile file that holds the password, read again at each connect so that it can be rotated; line breaks
 *     at its end do not count
 * @param commandTimeout how long one command may take before its caller gets {@link RedisUnavailable}
 * @param connectTimeout how long opening a connection may take, TLS and authentication included
 * @param maxWaiting how many commands may wait for their answers; more are refused at once
 */
public record RedisSettings(
        URI uri,
        Optional<Path> trustCertificates,
        Optional<String> username,
        Optional<Path> passwordFile,
        Duration commandTimeout,
        Duration connectTimeout,
        int maxWaiting) {

    public static final Duration DEFAULT_COMMAND_TIMEOUT = Duration.ofSeconds(1);
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(2);
    public static final int DEFAULT_MAX_WAITING = 10_000;

    private static final int DEFAULT_PORT = 6379;

    /** @throws IllegalArgumentException naming the setting that is wrong */
    public RedisSettings {
        require(
                uri.getHost() != null && ("redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme())),
                "uri: expected redis://host or rediss://host");
        require(uri.getUserInfo() == null, "uri: credentials belong into username and passwordFile");
        require(uri.getQuery() == null && uri.getFragment() == null, "uri: no query and no fragment");
        require(uri.getPath().matches("(/\\d{0,4})?"), "uri: the path is a database number");
        require(trustCertificates.isEmpty() || uri.getScheme().equals("rediss"), "trustCertificates: only with rediss");
        requireReadable("trustCertificates", trustCertificates);
        require(username.isEmpty() || passwordFile.isPresent(), "username: needs passwordFile");
        requireReadable("passwordFile", passwordFile);
        require(isPositive(commandTimeout), "commandTimeout: must be positive");
        require(isPositive(connectTimeout), "connectTimeout: must be positive");
        require(maxWaiting > 0, "maxWaiting: must be positive");
    }

    /** The Redis at {@code uri}, without credentials and with the default limits. */
    public static RedisSettings at(URI uri) {
        return new RedisSettings(
                uri,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                DEFAULT_COMMAND_TIMEOUT,
                DEFAULT_CONNECT_TIMEOUT,
                DEFAULT_MAX_WAITING);
    }

    boolean tls() {
        return uri.getScheme().equals("rediss");
    }

    int port() {
        return uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
    }

    int database() {
        String path = uri.getPath();
        return path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isZero() && !duration.isNegative();
    }

    private static void requireReadable(String setting, Optional<Path> file) {
        require(file.isEmpty() || Files.isReadable(file.get()), setting + ": cannot read the file");
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
