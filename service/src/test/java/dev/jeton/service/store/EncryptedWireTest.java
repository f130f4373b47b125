package dev.jeton.service.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedWireTest {
    private static final String REACTIVE = "quarkus.datasource.reactive.url";
    private static final String MODE = "quarkus.datasource.reactive.postgresql.ssl-mode";
    private static final String JDBC = "quarkus.datasource.jdbc.url";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://localhost/d",
                "postgresql://127.0.0.1:5432/d",
                "vertx-reactive:postgresql://[::1]:5432/d",
                "postgresql://db.example/d?sslmode=verify-full",
                "postgresql://db.example:5432/d?a=b&sslmode=verify-full&c=d"
            })
    void check_loopbackOrVerified_isTaken(String url) {
        assertThatCode(() -> check(Map.of(REACTIVE, url, JDBC, "jdbc:" + url))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://db.example/d",
                "postgresql://10.0.0.1:5432/d",
                "postgresql://localhost.example/d",
                "postgresql://localhost,db.example/d",
                "postgresql://localhost/d,postgresql://db.example/d",
                "postgresql://db.example/d?sslmode=require",
                "postgresql://db.example/d?sslmode=verify-ca",
                "postgresql:///d?host=db.example",
                "no url"
            })
    void check_anotherMachineNotVerified_isRefusedByName(String url) {
        assertThatThrownBy(() -> check(Map.of(REACTIVE, url))).hasMessageStartingWith(REACTIVE + ":");
        assertThatThrownBy(() -> check(Map.of(JDBC, "jdbc:" + url))).hasMessageStartingWith(JDBC + ":");
    }

    @Test
    void check_modeOfTheSettings_outranksTheUrls() {
        String verified = "postgresql://db.example/d?sslmode=verify-full";

        assertThatCode(() -> check(Map.of(REACTIVE, "postgresql://db.example/d", MODE, "verify-full")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check(Map.of(REACTIVE, verified, MODE, "prefer")))
                .hasMessageContaining("ssl-mode=verify-full");
    }

    @Test
    void check_noDatabase_isTaken() {
        assertThatCode(() -> check(Map.of())).doesNotThrowAnyException();
    }

    private static void check(Map<String, String> settings) {
        EncryptedWire.requireEncrypted(setting -> Optional.ofNullable(settings.get(setting)));
    }
}
