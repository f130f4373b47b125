package dev.jeton.issuer.it;

import dev.jeton.dev.stack.DevPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** All rows of a database at one moment, as {@code pg_dump --data-only} has them, for want of it in the tests' archive. */
record Backup(Map<String, String> tables) {
    /** Those that others refer to first. */
    private static final String TABLES = """
            select c.oid::regclass::text from pg_class c
            where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> 'flyway_schema_history'
            order by (select count(*) from pg_constraint f where f.contype = 'f' and f.conrelid = c.oid), 1
            """;

    private static final String GO_ON_COUNTING =
            "select setval(pg_get_serial_sequence('audit_trail', 'id'), max(id)) from audit_trail having max(id) > 0";

    static Backup of(DevPostgres.Database database) {
        Map<String, String> tables = new LinkedHashMap<>();
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            for (String table : texts(connection, TABLES)) {
                String rows = "select coalesce(json_agg(t), '[]')::text from " + table + " t";
                tables.put(table, texts(connection, rows).get(0));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Backup(tables);
    }

    void restoreInto(DevPostgres.Database empty) {
        Flyway.configure()
                .dataSource(empty.jdbcUrl(), empty.user(), empty.password())
                .load()
                .migrate();
        try (Connection connection = empty.connect()) {
            for (Map.Entry<String, String> table : tables.entrySet()) {
                String insert = "insert into " + table.getKey() + " overriding system value"
                        + " select * from json_populate_recordset(null::" + table.getKey() + ", ?::json)";
                try (PreparedStatement rows = connection.prepareStatement(insert)) {
                    rows.setString(1, table.getValue());
                    rows.executeUpdate();
                }
            }
            texts(connection, GO_ON_COUNTING);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
