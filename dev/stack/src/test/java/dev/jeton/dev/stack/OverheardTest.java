package dev.jeton.dev.stack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class OverheardTest {
    private static final byte[] CLIENT_HELLO = record(22, "0100000403030000");
    private static final String RANDOM = "11".repeat(32);
    private static final String RETRY = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";
    private static final byte[] SERVER_HELLO = record(22, serverHello(RANDOM, "002b00020304"));
    private static final byte[] CHANGE_CIPHERS = record(20, "01");
    private static final byte[] DATA = record(23, "00112233445566778899");

    private final Overheard tls = new Overheard("server", Overheard.Opening.TLS);
    private final Overheard postgres = new Overheard("server", Overheard.Opening.POSTGRES);

    @Test
    void flaws_tls13_none() {
        says(CLIENT_HELLO, CHANGE_CIPHERS, DATA);
        answers(SERVER_HELLO, CHANGE_CIPHERS, DATA, DATA);

        assertThat(tls.flaws()).isEmpty();
        assertThat(tls.isSession()).isTrue();
    }

    @Test
    void flaws_helloAskedForAgain_none() {
        says(CLIENT_HELLO, CHANGE_CIPHERS, CLIENT_HELLO, DATA);
        answers(record(22, serverHello(RETRY, "002b00020304")), CHANGE_CIPHERS, SERVER_HELLO, DATA);

        assertThat(tls.flaws()).isEmpty();
        assertThat(tls.isSession()).isTrue();
    }

    @Test
    void flaws_nobodySaidAnything_none() {
        assertThat(tls.flaws()).isEmpty();
        assertThat(tls.isSession()).isFalse();
        assertThat(postgres.flaws()).isEmpty();
    }

    /** As a server does that refuses before there are keys: what it says is why. */
    @Test
    void flaws_refusedAtTheHello_none_butNoSession() {
        says(CLIENT_HELLO);
        answers(record(21, "0246"));

        assertThat(tls.flaws()).isEmpty();
        assertThat(tls.isSession()).isFalse();
    }

    @Test
    void flaws_connectionCutInARecord_none() {
        says(CLIENT_HELLO, DATA);
        answers(SERVER_HELLO, HexFormat.of().parseHex("17030300ffaabb"));

        assertThat(tls.flaws()).isEmpty();
    }

    @Test
    void flaws_http_isNoTls() {
        says("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
        answers("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));

        assertThat(tls.flaws())
                .containsExactly(
                        "server: the caller does not speak TLS at byte 0",
                        "server: the server does not speak TLS at byte 0");
        assertThat(tls.isSession()).isFalse();
    }

    @Test
    void flaws_wordsAfterTheHandshake_areNoTls() {
        says(CLIENT_HELLO, DATA, "AUTH swordfish\r\n".getBytes(US_ASCII));
        answers(SERVER_HELLO, DATA);

        assertThat(tls.flaws())
                .containsExactly("server: the caller does not speak TLS at byte " + (CLIENT_HELLO.length + 15));
    }

    @Test
    void flaws_lessThanARecord_isNoTls() {
        says(new byte[] {'+', 'O', 'K'});

        assertThat(tls.flaws()).containsExactly("server: the caller does not speak TLS: less than a record");
    }

    @Test
    void flaws_tls12_isOlder_andItsCertificateInTheClear() {
        says(CLIENT_HELLO, CHANGE_CIPHERS, DATA);
        answers(record(22, serverHello(RANDOM, "ff01000100")), record(22, "0b000002abcd"), CHANGE_CIPHERS, DATA);

        assertThat(tls.flaws())
                .containsExactly(
                        "server: the server sends handshake message 11 in the clear",
                        "server: the server chooses an older TLS");
    }

    @Test
    void flaws_handshakeOrAlertInTheClearWhereThereAreKeys_areSeen() {
        says(CLIENT_HELLO, DATA, record(22, "0100000403030000"), record(21, "0100"));
        answers(SERVER_HELLO, DATA);

        assertThat(tls.flaws())
                .containsExactly(
                        "server: the caller goes on in the clear after the handshake",
                        "server: the caller sends an alert in the clear",
                        "server: the caller says hello once more");
    }

    @Test
    void flaws_dataBeforeKeys_areSeen() {
        says(CLIENT_HELLO, DATA);

        assertThat(tls.flaws()).containsExactly("server: the caller sends data before there are keys");
    }

    @Test
    void flaws_changeCipherSpecWithContent_isSeen() {
        says(CLIENT_HELLO, record(20, "0102"));

        assertThat(tls.flaws()).containsExactly("server: the caller changes ciphers as older versions do");
    }

    @Test
    void flaws_postgresOverTls_none() {
        hear(postgres, false, HexFormat.of().parseHex("0000000804d2162f"), CLIENT_HELLO, DATA);
        hear(postgres, true, "S".getBytes(US_ASCII), SERVER_HELLO, DATA);

        assertThat(postgres.flaws()).isEmpty();
        assertThat(postgres.isSession()).isTrue();
    }

    @Test
    void flaws_postgresWithoutTls_areSeen() {
        Overheard unasked = new Overheard("server", Overheard.Opening.POSTGRES);
        hear(unasked, false, HexFormat.of().parseHex("0000000b00030000757365"));
        hear(postgres, false, HexFormat.of().parseHex("0000000804d2162f"));
        hear(postgres, true, "N".getBytes(US_ASCII));

        assertThat(unasked.flaws()).containsExactly("server: the caller does not ask for TLS");
        assertThat(postgres.flaws()).containsExactly("server: the server has no TLS");
    }

    private void says(byte[]... parts) {
        hear(tls, false, parts);
    }

    private void answers(byte[]... parts) {
        hear(tls, true, parts);
    }

    private static void hear(Overheard connection, boolean fromServer, byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        connection.hear(all.toByteArray(), all.size(), fromServer);
    }

    private static byte[] record(int type, String contentHex) {
        int size = contentHex.length() / 2;
        return HexFormat.of().parseHex("%02x0303%04x".formatted(type, size) + contentHex);
    }

    private static String serverHello(String random, String extensions) {
        String content =
                "0303" + random + "00" + "1301" + "00" + "%04x".formatted(extensions.length() / 2) + extensions;
        return "02%06x".formatted(content.length() / 2) + content;
    }
}
