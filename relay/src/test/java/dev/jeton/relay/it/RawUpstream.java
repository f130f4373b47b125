package dev.jeton.relay.it;

import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.FreePorts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Gateways and targets, by paths: a TLS server that keeps what it got to the byte, and answers as it is told to. */
final class RawUpstream {
    private final int port = FreePorts.next();
    private final SSLServerSocket listening;
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    /** One request, byte for byte. */
    record Received(String head, String body) {
        String path() {
            return head.split(" ", 3)[1];
        }
    }

    /** What to do about a request; when it throws, the connection ends. */
    interface Script {
        void answer(Received request, OutputStream out) throws IOException, InterruptedException;
    }

    RawUpstream(DevAuthority.Identity identity, String... protocols) {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(identity.keyManagers(), null, null);
            this.listening = (SSLServerSocket) tls.getServerSocketFactory()
                    .createServerSocket(port, 100, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
            listening.setEnabledProtocols(protocols);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot listen", e);
        }
        start(this::accept);
    }

    String url(String path) {
        return "https://localhost:" + port + path;
    }

    String authority() {
        return "localhost:" + port;
    }

    RawUpstream on(String path, Script script) {
        scripts.put(path, script);
        return this;
    }

    /** What came for {@code path}, in the order of arrival. */
    List<Received> received(String path) {
        return received.stream().filter(request -> request.path().equals(path)).toList();
    }

    /** How many connections there have been. */
    int connections() {
        return connections.get();
    }

    static Script answering(int status, String fields, byte[] body) {
        return (request, out) -> {
            String head =
                    "HTTP/1.1 " + status + " Whatever\r\n" + fields + "Content-Length: " + body.length + "\r\n\r\n";
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
        };
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = listening.accept();
                start(() -> serve(socket));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            boolean isFirst = true;
            while (true) {
                String head = head(in);
                if (isFirst) {
                    connections.incrementAndGet();
                    isFirst = false;
                }
                Received request =
                        new Received(head, new String(in.readNBytes(contentLength(head)), StandardCharsets.ISO_8859_1));
                received.add(request);
                Script script = scripts.get(request.path());
                if (script == null) {
                    throw new IOException("nothing is known of " + request.path());
                }
                script.answer(request, socket.getOutputStream());
            }
        } catch (IOException e) {
            // The connection ends, as it was told to or because the relay is through with it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no more requests");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static int contentLength(String head) {
        return head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "upstream");
        thread.setDaemon(true);
        thread.start();
    }
}
