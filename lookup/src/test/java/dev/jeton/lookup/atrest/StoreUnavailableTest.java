package dev.jeton.lookup.atrest;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreUnavailableTest {
    @ParameterizedTest
    @CsvSource({
        "57P01, true", // shut down
        "53300, true", // too many connections
        "08006, true", // connection failure
        "40P01, true", // deadlock
        "57014, true", // statement timeout
        "42P01, false", // no such table
        "23514, false", // check violated
        "22001, false" // too long
    })
    void isOutage_answersOfPostgres_byTheirClass(String state, boolean outage) {
        assertThat(StoreUnavailable.isOutage(
                        new CompletionException(new PgException("message", "ERROR", state, "detail"))))
                .isEqualTo(outage);
    }

    @Test
    void isOutage_noAnswer_isOne() {
        assertThat(StoreUnavailable.isOutage(new CompletionException(new ConnectException("refused"))))
                .isTrue();
        assertThat(StoreUnavailable.isOutage(new TimeoutException())).isTrue();
    }

    @Test
    void isOutage_mistakeOfOurs_isNone() {
        assertThat(StoreUnavailable.isOutage(new IllegalStateException("session is used twice")))
                .isFalse();
        assertThat(StoreUnavailable.isOutage(new ClassCastException("mapped wrong")))
                .isFalse();
    }
}
