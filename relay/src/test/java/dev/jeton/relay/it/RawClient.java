package dev.jeton.relay.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client at an address of its own that says exactly what it is told to, once, and hangs up. */
final class RawClient {
    private static final int PATIENCE_MILLIS = 30_000;

    private final SSLContext trust;
    private final byte[] address;

    /** @param lastByte of its address 127.0.0.x */
    RawClient(SSLContext trust, int lastByte) {
        this.trust = trust;
        this.address = new byte[] {127, 0, 0, (byte) lastByte};
    }

    /** What was answered, byte for byte. */
    record Answer(String head, String body) {
        int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }

        Optional<String> field(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .findFirst();
        }

        String problem() {
            int type = body.indexOf("\"type\":\"");
            if (type < 0) {
                throw new AssertionError("not a problem: " + head + body);
            }
            return body.substring(type + 8, body.indexOf('"', type + 8)).replace("urn:jeton:problem:", "");
        }
    }

    /** {@code head} without its empty line, and {@code body}. */
    Answer send(int port, String head, byte[] body) {
        try (SSLSocket socket = connect(port)) {
            socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says the same and goes away. */
    void sendAndLeave(int port, String head, byte[] body) {
        try (SSLSocket socket = connect(port)) {
            socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SSLSocket connect(int port) throws IOException {
        SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket();
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(address), 0));
        socket.connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static Answer read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended after " + head);
            }
            head.append((char) next);
        }
        Answer answer = new Answer(head.toString(), "");
        int length = answer.field("content-length").map(Integer::parseInt).orElse(0);
        return new Answer(answer.head(), new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
    }
}
