package dev.jeton.relay.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.dev.stack.RawClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** What a relay writes down, with its log as talkative as it gets. */
class LeakIT {
    private static final int LAST_BYTE = 177;
    private static final String ADDRESS = "127.0.0." + LAST_BYTE;
    private static final String BODY = "needle-in-the-body-of-a-request";

    private final RelayProcess relay = Relays.OPEN;
    private final RawClient client = RelayProcess.client(LAST_BYTE);

    @Test
    void logAndMetrics_knowNeitherClientsNorWhatTheySend() throws Exception {
        byte[] body = BODY.getBytes(StandardCharsets.US_ASCII);
        for (String gateway : new String[] {"dp", "key", "busy", "hangs-up", "nobody", "needle-gateway"}) {
            client.send(relay.port, head("POST /ohttp/" + gateway), body);
        }
        client.send(relay.port, head("POST /ohttp/dp").replace("ohttp-req", "needle-type"), body);
        client.send(relay.port, head("PATCH /ohttp/dp"), body);
        client.send(relay.port, head("GET /mirror?target=https%3A%2F%2Fneedle-target.example"), body);
        client.send(relay.port, head("GET /mirror?target=%zz-needle-query"), body);
        client.sendAndLeave(relay.port, head("POST /ohttp/dp").replace("Length: ", "Length: 1"), body);
        oldTls();
        plainHttp();
        RelayProcess.await(
                "told", () -> relay.log().contains("event=relayed gateway=nobody outcome=gateway-unreachable"));

        String told = relay.log() + relay.metrics();
        assertThat(relay.log()).contains("DEBUG", "event=relayed gateway=dp outcome=answered count=");
        assertThat(relay.metrics()).contains("jeton_relay_requests_total{gateway=\"dp\",outcome=\"answered\"}");
        assertThat(needles(body))
                .allSatisfy(needle -> assertThat(found(told, needle)).as(needle).isEmpty());
    }

    @Test
    void needle_isFoundWhereThereIsOne() {
        byte[] body = BODY.getBytes(StandardCharsets.US_ASCII);

        assertThat(needles(body))
                .allSatisfy(needle -> assertThat(found("one line\nand " + needle + "\n", needle))
                        .hasSize(1));
    }

    private static String head(String start) {
        return start
                + " HTTP/1.1\r\nHost: needle-host.example\r\nContent-Type: message/ohttp-req\r\nUser-Agent: Needle-Agent/1\r\n"
                + "Cookie: needle-cookie=1\r\nContent-Length: " + BODY.length() + "\r\n";
    }

    private static List<String> needles(byte[] body) {
        List<String> needles = new ArrayList<>(List.of(
                ADDRESS,
                HexFormat.of().formatHex(new byte[] {127, 0, 0, (byte) LAST_BYTE}),
                "needle",
                "Needle",
                HexFormat.of().formatHex(body)));
        for (int offset = 0; offset < 3; offset++) {
            byte[] shifted = new byte[body.length - offset];
            System.arraycopy(body, offset, shifted, 0, shifted.length);
            // Without the last group, which depends on what follows.
            needles.add(Base64.getEncoder().encodeToString(shifted).substring(0, shifted.length / 3 * 4));
        }
        return needles;
    }

    private static List<String> found(String text, String needle) {
        return text.lines().filter(line -> line.contains(needle)).toList();
    }

    private void oldTls() throws IOException {
        try (SSLSocket socket = (SSLSocket)
                RelayProcess.AUTHORITY.clientContext().getSocketFactory().createSocket()) {
            connect(socket);
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    private void plainHttp() throws IOException {
        try (Socket socket = new Socket()) {
            connect(socket);
            socket.getOutputStream().write(head("POST /ohttp/dp").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP/");
        }
    }

    private void connect(Socket socket) throws IOException {
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) LAST_BYTE}), 0));
        socket.connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), relay.port));
        socket.setSoTimeout(30_000);
    }
}
