package dev.jeton.bench.lookup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.jeton.bench.NotMeasured;
import dev.jeton.crypto.wire.Bytes;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * One connection, read by the thread that measures: a client with threads of its own would add their noise to every time. HTTP/1.1,
 * and answers that say how long they are.
 */
final class OneConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final Pattern STATUS = Pattern.compile("^HTTP/1\\.1 (\\d{3}) ");
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)\r\n", Pattern.CASE_INSENSITIVE);

    private final String host;
    private final SSLSocket socket;
    private final InputStream in;

    /** @param nanos from before the request's first byte was written until the answer's last was read */
    record Answer(long nanos, int status, int headBytes, Bytes body) {}

    OneConnection(SSLContext tls, URI server) {
        host = server.getAuthority();
        try {
            socket = (SSLSocket) tls.getSocketFactory().createSocket(server.getHost(), server.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.startHandshake();
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        } catch (IOException e) {
            throw new NotMeasured("cannot connect to " + server, e);
        }
    }

    /** A request as it is sent, with {@code fields} that each end their line. */
    Bytes post(String path, String mediaType, String fields, Bytes body) {
        String head = "POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: " + mediaType
                + "\r\nContent-Length: " + body.size() + "\r\n" + fields + "\r\n";
        return Bytes.concat(Bytes.of(head.getBytes(ISO_8859_1)), body);
    }

    /**
     * The answer to {@code request}.
     *
     * @param plantedNanos time that goes by before the clock is read, as if the answer had been that much later
     */
    Answer send(Bytes request, long plantedNanos) {
        byte[] bytes = request.toArray();
        long start = System.nanoTime();
        try {
            socket.getOutputStream().write(bytes);
            String head = head();
            Bytes body = Bytes.of(in.readNBytes(Integer.parseInt(field(LENGTH, head))));
            long end = System.nanoTime() + plantedNanos;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            long nanos = System.nanoTime() - start;
            return new Answer(nanos, Integer.parseInt(field(STATUS, head)), head.length(), body);
        } catch (IOException e) {
            throw new NotMeasured("no answer", e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new NotMeasured("cannot close a connection", e);
        }
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ends");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static String field(Pattern pattern, String head) {
        Matcher matcher = pattern.matcher(head);
        if (!matcher.find()) {
            throw new NotMeasured("an answer without status or length: " + head);
        }
        return matcher.group(1);
    }
}
