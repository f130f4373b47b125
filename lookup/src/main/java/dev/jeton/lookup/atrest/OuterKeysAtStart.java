package dev.jeton.lookup.atrest;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Refuses a start without outer keys that rows need. By JDBC as Flyway before it: nothing is served before it has ended. */
@Singleton
class OuterKeysAtStart {
    private final DataSource database;
    private final AtRestKeys keys;

    OuterKeysAtStart(DataSource database, AtRestKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    void start(@Observes StartupEvent event) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet ids = statement.executeQuery(OuterKeyUse.IN_USE)) {
            while (ids.next()) {
                int id = ids.getInt(1);
                if (keys.all().stream().noneMatch(pair -> pair.id() == id)) {
                    throw new IllegalStateException(
                            "jeton.lookup.at-rest.outer-keys." + id + ": is missing, and there are rows that need it");
                }
            }
        }
    }
}
