package dev.jeton.dev.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jeton.client.http.ServiceFailure;
import dev.jeton.crypto.csi.Csi;
import dev.jeton.dev.demo.sight.LeakSearch;
import dev.jeton.dev.demo.sight.Secret;
import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.Overheard;
import dev.jeton.dev.stack.Taps;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLSocket;

/** Whoever taps all wires of a world hears TLS 1.3 and nothing else. */
final class WireCheck {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Taps taps;
    private final LeakSearch search;

    WireCheck(Taps taps, Sights sights) throws ServiceFailure {
        this.taps = taps;
        this.search = new LeakSearch(sights.secrets());
    }

    /** Or silence would pass for secrecy. */
    void assertEveryServerWasHeard() {
        Set<String> heard = new HashSet<>();
        taps.connections().stream().filter(Overheard::isSession).forEach(session -> heard.add(session.server()));
        assertThat(heard)
                .containsExactlyInAnyOrderElementsOf(Set.copyOf(taps.servers().values()));
    }

    void assertNothingPassesBy() {
        assertThat(taps.untapped()).isEmpty();
    }

    void assertNothingInTheClear() {
        assertThat(taps.connections()).allSatisfy(connection -> {
            assertThat(connection.flaws()).isEmpty();
            assertThat(search.count(connection.requests()).areZero()).isTrue();
            assertThat(search.count(connection.answers()).areZero()).isTrue();
        });
    }

    void assertOlderTlsIsRefused(DevAuthority authority) throws IOException {
        for (int port : taps.servers().keySet()) {
            try (SSLSocket socket =
                    (SSLSocket) authority.clientContext().getSocketFactory().createSocket("localhost", port)) {
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.setEnabledProtocols(new String[] {"TLSv1.2"});
                assertThatThrownBy(socket::startHandshake)
                        .as(taps.servers().get(port))
                        .isInstanceOf(IOException.class);
            }
        }
    }

    /** Also shows that a tap can tell: each hears the identifier that it finds in no other connection. */
    void assertPlainWordsAreRefusedAndHeard(Csi csi) throws IOException {
        Set<Overheard> before = Set.copyOf(taps.connections());
        for (int port : taps.servers().keySet()) {
            try (Socket socket = new Socket("localhost", port)) {
                socket.setSoTimeout(PATIENCE_MILLIS);
                String request = "GET /?" + csi.uri() + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(US_ASCII));
                assertThat(answer(socket)).as(taps.servers().get(port)).doesNotContain("HTTP/");
            }
        }
        List<Overheard> plain = taps.connections().stream()
                .filter(connection -> !before.contains(connection))
                .filter(connection -> search.count(connection.requests()).of(Secret.IDENTIFIER) > 0)
                .toList();
        assertThat(plain)
                .hasSameSizeAs(taps.servers().keySet())
                .allSatisfy(connection -> assertThat(connection.flaws()).isNotEmpty());
    }

    private static String answer(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        } catch (SocketException e) {
            return "hangs up";
        }
    }
}
