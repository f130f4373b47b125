package dev.jeton.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.csi.Csi;
import dev.jeton.dev.stack.Needles;
import dev.jeton.dev.stack.RawClient;
import dev.jeton.lookup.testing.DpClient;
import dev.jeton.lookup.testing.DpClient.Coin;
import dev.jeton.lookup.testing.LogCapture;
import dev.jeton.lookup.testing.LookupStack;
import dev.jeton.lookup.testing.TestOwner;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** What a thief of the database, of Redis, of their disks or of the logs gets: nobody. */
@QuarkusTest
@WithTestResource(LookupStack.class)
class LeakIT {
    private static final String SENDER = "127.31.7.9";
    private static final String MSP = "mimi://leak-msp.example";
    private static final Csi NUMBER = new Csi("tel:+14155557101");
    private static final Csi ADDRESS = new Csi("mailto:leak.subject@example.com");
    private static final Csi NOBODY = new Csi("tel:+14155557103");

    private final LookupStack stack = LookupStack.running();
    private final DpClient client = new DpClient(stack);

    @Test
    void storesDisksAndLogs_nameNobody() throws Exception {
        List<Needles> needles = new ArrayList<>(List.of(
                Needles.ofCsi(NUMBER.uri()),
                Needles.ofCsi(ADDRESS.uri()),
                Needles.ofCsi(NOBODY.uri()),
                Needles.ofAddress(SENDER),
                Needles.of(MSP),
                Needles.of("leak-msp")));
        String log;
        try (LogCapture capture = LogCapture.ofEverything()) {
            for (Csi csi : List.of(NUMBER, ADDRESS)) {
                TestOwner owner = new TestOwner(stack.csip(), csi);
                String mapping = owner.mapping(stack.dpAuthority(), 1, MSP);
                client.publish(mapping);
                client.publish(mapping);
                client.publish(owner.mapping("other.example", 2, MSP));
                client.publish(mapping.substring(0, mapping.length() - 9));
                needles.add(Needles.of(mapping));
                needles.add(Needles.of(owner.thumbprint()));
            }
            for (Csi csi : List.of(NUMBER, ADDRESS, NOBODY)) {
                Coin coin = client.coin();
                client.lookup(coin, csi);
                client.lookup(coin, csi);
                client.lookup(coin, new Csi("tel:+14155557104"));
                client.send(client.request("/v1/lookups")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"csi\":\"" + csi.uri() + "\",}")));
                needles.add(Needles.of(coin.token().encode().toBase64UrlPadded()));
                needles.add(Needles.of(coin.token().nonce().value().toBase64Url()));
            }
            fromElsewhere(NUMBER);
            log = capture.text();
        }

        Map<String, byte[]> loot = loot();
        loot.put("log of the service", log.getBytes(UTF_8));

        assertThat(log).contains("event=lookup outcome=answered mappings=1", "event=mapping-published outcome=stored");
        assertThat(log).as("debug logging was on").contains("DEBUG");
        Needles all = Needles.all(needles);
        loot.forEach((place, content) -> {
            assertThat(content).as(place).isNotEmpty();
            assertThat(all.in(content)).as(place).isEmpty();
        });
    }

    /** With everything that a library may say about a connection: questions that are refused, and no TLS 1.3. */
    private void fromElsewhere(Csi csi) {
        RawClient elsewhere = new RawClient(stack.authority().clientContext(), SENDER);
        byte[] body = ("{\"csi\":\"" + csi.uri() + "\"}").getBytes(UTF_8);
        int port = Integer.parseInt(stack.dpAuthority().replace("localhost:", ""));
        String head =
                "POST /v1/lookups HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length + "\r\n";
        assertThat(elsewhere.send(port, head, body).problem()).isEqualTo("token-missing");
        elsewhere.sendAndLeave(port, head.replace("Length: ", "Length: 1"), body);
        elsewhere.knock(port);
    }

    @Test
    void search_plantedLeaks_areFound() throws Exception {
        Needles needles = Needles.ofCsi("tel:+14155557199");
        try (LogCapture capture = LogCapture.ofEverything()) {
            Logger.getLogger("some.library").debug("asked for tel:+14155557199");
            assertThat(needles.in(capture.text().getBytes(UTF_8))).isNotEmpty();
        }
        try (Connection connection = stack.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table planted as select convert_to('xtel:+14155557199', 'UTF8') as content");
            assertThat(needles.in(dump())).isNotEmpty();
            statement.execute("update planted set content = convert_to(encode(content, 'base64'), 'UTF8')");
            assertThat(needles.in(dump())).isNotEmpty();
            statement.execute("drop table planted");
        }
    }

    private Map<String, byte[]> loot() throws IOException {
        Map<String, byte[]> loot = new LinkedHashMap<>();
        loot.put("dump of PostgreSQL", dump());
        loot.put("log of PostgreSQL", Files.readAllBytes(stack.postgres().log()));
        loot.put("disk of PostgreSQL", files(stack.postgres().dataDirectory()));
        loot.put("dump of Redis", stack.redis().dump());
        return loot;
    }

    private byte[] dump() throws IOException {
        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        stack.postgres().dump(stack.database(), dump);
        return dump.toByteArray();
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
