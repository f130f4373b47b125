package dev.jeton.dev.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireIT {
    private RunDirectory run;
    private DevRedis redis;
    private Wire wire;

    @BeforeEach
    void open() {
        run = RunDirectory.create("wire-it");
        redis = DevRedis.in(run).withoutPassword().start();
        wire = new Wire(redis.port());
    }

    @AfterEach
    void close() {
        wire.close();
        run.close();
    }

    @Test
    void loseAnswers_requestIsApplied() throws IOException {
        try (Socket client = connect()) {
            wire.loseAnswers();
            send(client, "SET k v");
            assertNothingComes(client);
        }
        assertThat(redis.ask("GET", "k")).isEqualTo("v");
    }

    @Test
    void holdAnswers_answerComesLate() throws IOException {
        try (Socket client = connect()) {
            wire.holdAnswers();
            send(client, "SET k v");
            assertNothingComes(client);
            assertThat(redis.ask("GET", "k")).isEqualTo("v");

            wire.release();

            client.setSoTimeout(5_000);
            assertThat(client.getInputStream().read()).isEqualTo('+');
        }
    }

    @Test
    void loseRequests_requestIsNotApplied() throws IOException {
        try (Socket client = connect()) {
            wire.loseRequests();
            send(client, "SET k v");
            assertNothingComes(client);
        }
        assertThat(redis.ask("EXISTS", "k")).isEqualTo("0");
    }

    @Test
    void cut_endsWhatIsOpen_andTheNextConnectionIsLed() throws IOException {
        DevRedis other = DevRedis.in(run).withoutPassword().start();
        try (Socket client = connect()) {
            wire.lead(other.port());
            wire.cut();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        try (Socket client = connect()) {
            send(client, "SET k v");
            assertThat(client.getInputStream().read()).isEqualTo('+');
        }
        assertThat(other.ask("GET", "k")).isEqualTo("v");
    }

    @Test
    void serverIsDown_connectionEnds() throws IOException {
        redis.kill();
        try (Socket client = new Socket(Loopback.address(), wire.redis().getPort())) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(Loopback.address(), wire.redis().getPort());
        send(client, "PING");
        assertThat(client.getInputStream().readNBytes("+PONG\r\n".length())).isNotEmpty();
        return client;
    }

    private static void send(Socket client, String command) throws IOException {
        client.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static void assertNothingComes(Socket client) throws IOException {
        client.setSoTimeout(200);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }
}
