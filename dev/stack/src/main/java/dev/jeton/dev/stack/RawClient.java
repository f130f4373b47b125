package dev.jeton.dev.stack;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A client at an address of its own in 127.0.0.0/8 that says over TLS exactly what it is told to, once, and hangs up. It
 * checks nobody's name. Safe for concurrent use.
 */
public final class RawClient {
    private static final int PATIENCE_MILLIS = 30_000;

    private final SSLContext trust;
    private final InetAddress address;

    /** @param address such as {@code 127.31.7.9} */
    public RawClient(SSLContext trust, String address) {
        this.trust = trust;
        this.address = Loopback.address(address);
    }

    /** What was answered, byte for byte, each as a character of ISO 8859-1. */
    public record Answer(String head, String body) {
        public int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }

        public Optional<String> field(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .findFirst();
        }

        /** The slug of the problem that the body has to be (RFC 9457), or its type where that is registered. */
        public String problem() {
            int type = body.indexOf("\"type\":\"");
            if (type < 0) {
                throw new AssertionError("not a problem: " + head + body);
            }
            return body.substring(type + 8, body.indexOf('"', type + 8)).replace("urn:jeton:problem:", "");
        }
    }

    /** {@code head} without its empty line, and {@code body}. Reads as many bytes as {@code Content-Length} announces. */
    public Answer send(int port, String head, byte[] body) {
        try (SSLSocket socket = connect(port)) {
            write(socket, head, body);
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says the same and waits, until it is closed; what is answered goes unread. */
    public Closeable sendAndWait(int port, String head, byte[] body) {
        try {
            SSLSocket socket = connect(port);
            write(socket, head, body);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says the same and goes away. */
    public void sendAndLeave(int port, String head, byte[] body) {
        try {
            sendAndWait(port, head, body).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tries TLS 1.2 and plain HTTP, and returns when both have failed: a server may note who that was. */
    public void knock(int port) {
        try (SSLSocket socket = connect(port)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();
        } catch (IOException e) {
            // As it should be.
        }
        try (Socket socket = new Socket()) {
            connect(socket, port);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            // Or the server says so by closing.
        }
    }

    private SSLSocket connect(int port) throws IOException {
        SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket();
        connect(socket, port);
        return socket;
    }

    private void connect(Socket socket, int port) throws IOException {
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(Loopback.port(port));
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    private static void write(SSLSocket socket, String head, byte[] body) throws IOException {
        socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
    }

    private static Answer read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended after " + head.length() + " bytes of a head");
            }
            head.append((char) next);
        }
        Answer answer = new Answer(head.toString(), "");
        int length = answer.field("content-length").map(Integer::parseInt).orElse(0);
        return new Answer(answer.head(), new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
    }
}
