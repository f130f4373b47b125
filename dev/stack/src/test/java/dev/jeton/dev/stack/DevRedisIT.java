package dev.jeton.dev.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DevRedisIT {
    private RunDirectory run;

    @BeforeEach
    void open() {
        run = RunDirectory.create("redis-it");
    }

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void restart_afterStop_listensOnTheSamePort() throws IOException {
        DevRedis redis = DevRedis.start(run);
        assertThat(ask(redis, "SET k v")).isEqualTo("+OK");

        redis.stop();
        assertThatThrownBy(() -> ask(redis, "PING")).isInstanceOf(ConnectException.class);
        assertThat(redis.isRunning()).isFalse();

        redis.restart();
        assertThat(ask(redis, "EXISTS k")).isEqualTo(":0");
    }

    @Test
    void restart_afterKillOfAnAppendOnlyServer_keepsWhatWasAcknowledged() throws IOException {
        DevRedis redis = DevRedis.in(run).appendOnly(true).start();
        assertThat(ask(redis, "SET k v")).isEqualTo("+OK");

        redis.kill();
        redis.restart();

        assertThat(ask(redis, "EXISTS k")).isEqualTo(":1");
    }

    @Test
    void dump_holdsTheValues_andDoesNotComeBackAtTheNextStart() throws IOException {
        DevRedis redis = DevRedis.start(run);
        String value = "tel:+14155550123".repeat(20); // long enough to be compressed, if it were
        assertThat(ask(redis, "SET k " + value)).isEqualTo("+OK");

        assertThat(new String(redis.dump(), StandardCharsets.ISO_8859_1)).contains(value);

        redis.restart();
        assertThat(ask(redis, "EXISTS k")).isEqualTo(":0");
    }

    @Test
    void restore_holdsTheDumpAlone_withAndWithoutALog() {
        for (boolean appendOnly : new boolean[] {true, false}) {
            DevRedis redis = DevRedis.in(run).appendOnly(appendOnly).start();
            redis.ask("SET", "before", "v");
            byte[] dump = redis.dump();
            redis.ask("SET", "after", "v");

            redis.restore(dump);

            assertThat(redis.ask("EXISTS", "before")).isEqualTo("1");
            assertThat(redis.ask("EXISTS", "after")).isEqualTo("0");
            redis.ask("SET", "later", "v");
            redis.restart();
            assertThat(redis.ask("EXISTS", "before", "later"))
                    .as("kept: %s", appendOnly)
                    .isEqualTo(appendOnly ? "2" : "0");
        }
    }

    @Test
    void follow_hasTheMastersData_untilItIsPromotedAndBeyond() {
        DevRedis master = DevRedis.in(run).withoutPassword().start();
        DevRedis replica = DevRedis.in(run).withoutPassword().start();
        master.ask("SET", "k", "v");

        replica.follow(master);
        assertThat(replica.ask("GET", "k")).isEqualTo("v");
        assertThatThrownBy(() -> replica.ask("SET", "k", "w")).hasMessageContaining("READONLY");

        replica.promote();
        assertThat(replica.ask("SET", "k", "w")).isEqualTo("OK");
        assertThat(master.ask("GET", "k")).isEqualTo("v");
    }

    @Test
    void pausedServer_answersNothing_untilItGoesOn() throws IOException {
        DevRedis redis = DevRedis.in(run).withoutPassword().start();
        redis.pause();
        try (Socket socket = new Socket(Loopback.address(), redis.port())) {
            socket.setSoTimeout(200);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            redis.resume();

            socket.setSoTimeout(5_000);
            assertThat(socket.getInputStream().read()).isEqualTo('+');
        }
    }

    @Test
    void stop_ofAPausedServer_isHeard() {
        DevRedis redis = DevRedis.start(run);
        redis.pause();

        redis.stop();

        assertThat(redis.isRunning()).isFalse();
    }

    @Test
    void command_withoutThePassword_isRefused() throws IOException {
        DevRedis redis = DevRedis.start(run);

        assertThat(exchange(redis.port(), "PING")).startsWith("-NOAUTH");
    }

    @Test
    void command_toAServerWithoutAPassword_isAnswered() throws IOException {
        DevRedis redis = DevRedis.in(run).withoutPassword().start();

        assertThat(exchange(redis.port(), "PING")).isEqualTo("+PONG");
        assertThat(redis.passwordFile()).isEmptyFile();
    }

    @Test
    void start_withTls_answersOverTlsAlone() throws IOException {
        DevRedis redis = DevRedis.in(run).tls(DevAuthority.create(run)).start();

        assertThat(redis.uri()).hasScheme("rediss").hasPort(redis.port());
        assertThat(redis.dump()).isNotEmpty();
        assertThatThrownBy(() -> ask(redis, "PING")).isInstanceOf(SocketException.class);
    }

    @Test
    void start_withASettingThatRedisRefuses_reportsItsLog() {
        assertThatThrownBy(() -> DevRedis.in(run).setting("maxmemory", "much").start())
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("Redis ended before it was ready")
                .hasMessageContaining("maxmemory");
    }

    private static String ask(DevRedis redis, String command) throws IOException {
        String answers = exchange(redis.port(), "AUTH " + redis.password(), command);
        return answers.substring("+OK\n".length());
    }

    private static String exchange(int port, String... commands) throws IOException {
        try (Socket socket = new Socket(Loopback.address(), port)) {
            StringBuilder answers = new StringBuilder();
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (String command : commands) {
                socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
                answers.append(answers.isEmpty() ? "" : "\n").append(reader.readLine());
            }
            return answers.toString();
        }
    }
}
