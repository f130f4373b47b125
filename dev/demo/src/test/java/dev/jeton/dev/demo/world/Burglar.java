package dev.jeton.dev.demo.world;

import dev.jeton.client.http.ServiceFailure;
import dev.jeton.dev.demo.sight.Exhibit;
import dev.jeton.dev.stack.DevPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Who takes all that there is in everybody's house; and who leaves something there, to see whether it is found. */
public final class Burglar {
    private final World world;

    public Burglar(World world) {
        this.world = world;
    }

    /** Logs, metrics, rows and Redis values of each party, and what lies on the disk of their database server. */
    public List<Exhibit> loot() throws IOException, ServiceFailure {
        List<Exhibit> all = new ArrayList<>(world.exhibits());
        all.add(new Exhibit(
                "stores", "PostgreSQL's disk", files(world.postgres().dataDirectory())));
        return all;
    }

    public void plantInLog(String party, String text) throws IOException {
        Files.writeString(
                world.logs().get(party), "DEBUG [some.library] (thread) " + text + "\n", StandardOpenOption.APPEND);
    }

    /** A row with {@code content}, as bytes. */
    public void plantInRow(String party, byte[] content) throws SQLException {
        DevPostgres.Database database = stores(party).database();
        String overTls = database.jdbcUrl() + "?sslmode=verify-full&sslrootcert="
                + world.authority().certificateFile();
        try (Connection connection = DriverManager.getConnection(overTls, database.user(), database.password());
                Statement create = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement("insert into planted (content) values (?)")) {
            create.execute("create table if not exists planted (content bytea)");
            insert.setBytes(1, content);
            insert.execute();
        }
    }

    public void plantInRedis(String party, String text) {
        stores(party).redis().ask("SET", "planted:" + text.hashCode(), text);
    }

    private Services.Stores stores(String party) {
        return party.equals("issuer") ? world.issuerStores() : world.lookupStores();
    }

    /** {@code exhibits}, with one more metric in those of {@code party}. */
    public static List<Exhibit> withMetric(List<Exhibit> exhibits, String party, String label) {
        return exhibits.stream()
                .map(exhibit -> exhibit.party().equals(party) && exhibit.place().equals("metrics")
                        ? new Exhibit(party, "metrics", withLine(exhibit.content(), label))
                        : exhibit)
                .toList();
    }

    private static byte[] withLine(byte[] metrics, String label) {
        String line = "jeton_planted_total{label=\"" + label + "\"} 1.0\n";
        return (new String(metrics, StandardCharsets.ISO_8859_1) + line).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] files(Path directory) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.write(Files.readAllBytes(file));
            }
        }
        return all.toByteArray();
    }
}
