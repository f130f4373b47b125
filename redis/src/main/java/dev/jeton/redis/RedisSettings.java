package dev.jeton.redis;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where Redis is and how long to wait for it.
 *
 * @param uris {@code rediss://host[:port][/database]}: TLS 1.3 with the server's name verified; or {@code redis://} in the
 *     clear, on a loopback and nowhere else. No credentials inside: they would end up in logs. One; with {@code cluster} one or more nodes to ask for the others,
 *     without a database
 * @param cluster whether it is a Redis Cluster. Its nodes have the same credentials and all speak TLS or none. With TLS
 *     their certificates are for the names that they announce ({@code cluster-announce-hostname}), or else for their addresses
 * @param trustCertificates PEM file of the authorities that may sign the server's certificate; without one, those that
 *     the JVM trusts. Only with {@code rediss}
 * @param username ACL user; without one, Redis' default user. Needs {@code passwordFile}
 * @param passwordFile file that holds the password, read again at each connect so that it can be rotated; line breaks
 *     at its end do not count
 * @param commandTimeout how long one command may take before its caller gets {@link RedisUnavailable}
 * @param connectTimeout how long opening a connection may take, TLS and authentication included
 * @param maxWaiting how many scripts may wait for their answers on one connection; more are refused at once
 * @param replicasAcknowledged how many replicas must have what a script behind the fence changed before its answer counts; 0
 *     asks for none. {@code docs/adr/0013-redis-durability.md} says what that gives, and what not
 */
public record RedisSettings(
        List<URI> uris,
        boolean cluster,
        Optional<Path> trustCertificates,
        Optional<String> username,
        Optional<Path> passwordFile,
        Duration commandTimeout,
        Duration connectTimeout,
        int maxWaiting,
        int replicasAcknowledged) {

    public static final Duration DEFAULT_COMMAND_TIMEOUT = Duration.ofSeconds(1);
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(2);
    public static final int DEFAULT_MAX_WAITING = 10_000;

    private static final int DEFAULT_PORT = 6379;
    /** By its look: a name that leads there could lead elsewhere tomorrow. */
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    /** @throws IllegalArgumentException naming the setting that is wrong */
    public RedisSettings {
        uris = List.copyOf(uris);
        require(!uris.isEmpty(), "uri: missing");
        require(cluster || uris.size() == 1, "uri: several are for a cluster");
        uris.forEach(uri -> requireUri(uri, cluster));
        require(uris.stream().map(URI::getScheme).distinct().count() == 1, "uri: all with TLS, or none");
        require(
                trustCertificates.isEmpty() || uris.get(0).getScheme().equals("rediss"),
                "trustCertificates: only with rediss");
        requireReadable("trustCertificates", trustCertificates);
        require(username.isEmpty() || passwordFile.isPresent(), "username: needs passwordFile");
        requireReadable("passwordFile", passwordFile);
        require(isPositive(commandTimeout), "commandTimeout: must be positive");
        require(isPositive(connectTimeout), "connectTimeout: must be positive");
        require(maxWaiting > 0, "maxWaiting: must be positive");
        require(replicasAcknowledged >= 0, "replicasAcknowledged: not negative");
    }

    /** One Redis, whose own word is enough. */
    public RedisSettings(
            URI uri,
            Optional<Path> trustCertificates,
            Optional<String> username,
            Optional<Path> passwordFile,
            Duration commandTimeout,
            Duration connectTimeout,
            int maxWaiting) {
        this(
                List.of(uri),
                false,
                trustCertificates,
                username,
                passwordFile,
                commandTimeout,
                connectTimeout,
                maxWaiting,
                0);
    }

    /** The Redis at {@code uri}, without credentials and with the default limits. */
    public static RedisSettings at(URI uri) {
        return at(List.of(uri), false);
    }

    /** The Redis Cluster that the nodes at {@code seeds} belong to, without credentials and with the default limits. */
    public static RedisSettings clusterAt(List<URI> seeds) {
        return at(seeds, true);
    }

    private static RedisSettings at(List<URI> uris, boolean cluster) {
        return new RedisSettings(
                uris,
                cluster,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                DEFAULT_COMMAND_TIMEOUT,
                DEFAULT_CONNECT_TIMEOUT,
                DEFAULT_MAX_WAITING,
                0);
    }

    /** The same, but for {@link #replicasAcknowledged}. */
    public RedisSettings acknowledgedBy(int replicas) {
        return new RedisSettings(
                uris,
                cluster,
                trustCertificates,
                username,
                passwordFile,
                commandTimeout,
                connectTimeout,
                maxWaiting,
                replicas);
    }

    boolean tls() {
        return uris.get(0).getScheme().equals("rediss");
    }

    /** Where {@link #uris} lead to. */
    List<RedisAddress> addresses() {
        return uris.stream()
                .map(uri -> new RedisAddress(uri.getHost(), uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort()))
                .toList();
    }

    int database() {
        String path = uris.get(0).getPath();
        return path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
    }

    private static void requireUri(URI uri, boolean cluster) {
        require(
                uri.getHost() != null && ("redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme())),
                "uri: expected redis://host or rediss://host");
        require(
                "rediss".equals(uri.getScheme())
                        || LOOPBACK.matcher(uri.getHost()).matches(),
                "uri: rediss, or redis on a loopback");
        require(uri.getUserInfo() == null, "uri: credentials belong into username and passwordFile");
        require(uri.getQuery() == null && uri.getFragment() == null, "uri: no query and no fragment");
        require(uri.getPath().matches("(/\\d{0,4})?"), "uri: the path is a database number");
        require(!cluster || uri.getPath().matches("/?0*"), "uri: a cluster has no databases");
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
