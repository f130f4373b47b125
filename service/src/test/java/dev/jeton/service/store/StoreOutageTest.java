package dev.jeton.service.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreOutageTest {
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
    void is_answersOfPostgres_byTheirClass(String state, boolean outage) {
        assertThat(StoreOutage.is(new CompletionException(new PgException("message", "ERROR", state, "detail"))))
                .isEqualTo(outage);
    }

    @ParameterizedTest
    @CsvSource({
        "57P03, true", // starting up
        "08001, true", // no connection
        "42P07, false" // a migration that ran before
    })
    void is_answersOfPostgresToFlyway_byTheirClass(String state, boolean outage) {
        assertThat(StoreOutage.is(new IllegalStateException(new SQLException("message", state))))
                .isEqualTo(outage);
    }

    @Test
    void is_fullPool_isOne() {
        SQLException ofThePool = new SQLException("no connection", new java.util.concurrent.TimeoutException());
        assertThat(StoreOutage.is(new CompletionException(ofThePool))).isTrue();
    }

    @Test
    void is_noAnswer_isOne() {
        assertThat(StoreOutage.is(new CompletionException(new ConnectException("refused"))))
                .isTrue();
        assertThat(StoreOutage.is(new TimeoutException())).isTrue();
    }

    @Test
    void is_mistakeOfOurs_isNone() {
        assertThat(StoreOutage.is(new IllegalStateException("session is used twice")))
                .isFalse();
        assertThat(StoreOutage.is(new ClassCastException("mapped wrong"))).isFalse();
    }
}
