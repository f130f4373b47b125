package dev.jeton.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {
    @TempDir
    Path directory;

    @Test
    void portAndDatabase_haveRedisDefaults() {
        RedisSettings settings = RedisSettings.at(URI.create("redis://localhost"));

        assertThat(settings.addresses()).containsExactly(new RedisAddress("localhost", 6379));
        assertThat(settings.database()).isZero();
        assertThat(settings.tls()).isFalse();
    }

    @Test
    void portDatabaseAndTls_comeFromTheUri() {
        RedisSettings settings = RedisSettings.at(URI.create("rediss://redis.example:6380/3"));

        assertThat(settings.addresses()).containsExactly(new RedisAddress("redis.example", 6380));
        assertThat(settings.database()).isEqualTo(3);
        assertThat(settings.tls()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://redis.example",
                "redis:opaque",
                "redis:///0",
                "rediss://user:secret@redis.example",
                "rediss://redis.example/index",
                "rediss://redis.example?verifyPeer=NONE",
                "rediss://redis.example#fragment"
            })
    void uri_otherThanSchemeHostPortDatabase_isRefused(String uri) {
        assertThatThrownBy(() -> RedisSettings.at(URI.create(uri)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("uri:")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://localhost", "redis://127.0.0.1:6380", "redis://127.1.2.3", "redis://[::1]:6379"})
    void withoutTls_onALoopback_isTaken(String uri) {
        assertThat(RedisSettings.at(URI.create(uri)).tls()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://redis.example",
                "redis://10.0.0.1",
                "redis://localhost.example",
                "redis://127.0.0.1.example",
                "redis://0.0.0.0",
                "redis://[::]:6379"
            })
    void withoutTls_elsewhere_isRefused(String uri) {
        assertThatThrownBy(() -> RedisSettings.at(URI.create(uri))).hasMessage("uri: rediss, or redis on a loopback");
    }

    @Test
    void cluster_hasSeveralSeeds_withoutDatabase_allWithTlsOrNone() {
        URI seed = URI.create("rediss://a.example");

        assertThat(RedisSettings.clusterAt(List.of(seed, URI.create("rediss://b.example:7000")))
                        .addresses())
                .containsExactly(new RedisAddress("a.example", 6379), new RedisAddress("b.example", 7000));
        assertThatThrownBy(() -> RedisSettings.clusterAt(List.of(seed, URI.create("rediss://b.example/1"))))
                .hasMessage("uri: a cluster has no databases");
        assertThatThrownBy(() -> RedisSettings.clusterAt(List.of(seed, URI.create("redis://localhost"))))
                .hasMessage("uri: all with TLS, or none");
        assertThatThrownBy(() -> RedisSettings.clusterAt(List.of())).hasMessage("uri: missing");
    }

    @Test
    void severalUris_withoutCluster_areRefused() {
        List<URI> two = List.of(URI.create("rediss://a.example"), URI.create("rediss://b.example"));
        RedisSettings one = RedisSettings.at(two.get(0));

        assertThatThrownBy(() -> new RedisSettings(
                        two,
                        false,
                        one.trustCertificates(),
                        one.username(),
                        one.passwordFile(),
                        one.commandTimeout(),
                        one.connectTimeout(),
                        one.maxWaiting(),
                        0))
                .hasMessage("uri: several are for a cluster");
    }

    @Test
    void replicasAcknowledged_negative_isRefused() {
        RedisSettings one = RedisSettings.at(URI.create("redis://localhost"));

        assertThatThrownBy(() -> one.acknowledgedBy(-1)).hasMessageStartingWith("replicasAcknowledged:");
    }

    @Test
    void username_withoutPasswordFile_isRefused() {
        assertThatThrownBy(() -> credentials(Optional.of("ledger"), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("username:");
    }

    @Test
    void passwordFile_missing_isRefused() {
        assertThatThrownBy(() -> credentials(Optional.empty(), Optional.of(directory.resolve("absent"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("passwordFile:");
    }

    @Test
    void trustCertificates_withoutTls_areRefused() throws Exception {
        Path pem = Files.createFile(directory.resolve("ca.pem"));

        assertThatThrownBy(() -> new RedisSettings(
                        URI.create("redis://localhost"),
                        Optional.of(pem),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("trustCertificates:");
    }

    private static RedisSettings credentials(Optional<String> username, Optional<Path> passwordFile) {
        return new RedisSettings(
                URI.create("redis://localhost"),
                Optional.empty(),
                username,
                passwordFile,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1);
    }
}
