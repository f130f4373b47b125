package dev.jeton.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * With the sockets of a JDK. Two connections to each listener. Whether the certificate is good is not its question: a listener that shows
 * one in a handshake of TLS 1.2 speaks TLS 1.2.
 */
public final class JdkTlsProbe implements TlsProbe {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 5_000;
    private static final int HTTPS = 443;
    private static final int STATUS_LINE_CHARS = 12;

    @Override
    public Optional<String> weakness(HttpsOrigin listener) throws NoAnswer {
        if (speaksTls12(listener)) {
            return Optional.of("speaks TLS 1.2");
        }
        return speaksPlainHttp(listener) ? Optional.of("answers HTTP without TLS") : Optional.empty();
    }

    private static boolean speaksTls12(HttpsOrigin listener) throws NoAnswer {
        try (Socket plain = connect(listener);
                SSLSocket tls = (SSLSocket) SSLContext.getDefault()
                        .getSocketFactory()
                        .createSocket(plain, URI.create(listener.url()).getHost(), plain.getPort(), true)) {
            tls.setEnabledProtocols(new String[] {"TLSv1.2"});
            tls.startHandshake();
            return true;
        } catch (IOException e) {
            return failedAtTheCertificate(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }

    /** A server's own error page for plain HTTP on its TLS port is no service. */
    private static boolean speaksPlainHttp(HttpsOrigin listener) throws NoAnswer {
        try (Socket plain = connect(listener)) {
            plain.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: " + listener.authority() + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = plain.getInputStream();
            String status = new String(in.readNBytes(STATUS_LINE_CHARS), StandardCharsets.US_ASCII);
            return status.startsWith("HTTP/1.") && !status.endsWith(" 400");
        } catch (IOException e) {
            return false;
        }
    }

    private static Socket connect(HttpsOrigin listener) throws NoAnswer {
        URI uri = URI.create(listener.url());
        int port = uri.getPort() < 0 ? HTTPS : uri.getPort();
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(READ_MILLIS);
            socket.connect(new InetSocketAddress(uri.getHost(), port), CONNECT_MILLIS);
            return socket;
        } catch (IOException e) {
            throw unreachable(listener, socket, e);
        }
    }

    private static NoAnswer unreachable(HttpsOrigin listener, Socket socket, IOException e) {
        try {
            socket.close();
        } catch (IOException whileClosing) {
            e.addSuppressed(whileClosing);
        }
        return new NoAnswer(NoAnswer.Reason.UNREACHABLE, listener.authority() + " cannot be reached", e);
    }

    private static boolean failedAtTheCertificate(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }
}
