package dev.jeton.client.http;

import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** The transport of a JDK: {@code java.net.http} with TLS 1.3 and nothing older (RFC 8446). Safe for concurrent use. */
public final class JdkHttpTransport implements HttpTransport {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** The JDK would tell its version, which is one more way to tell senders apart. */
    private static final String USER_AGENT = "jeton";

    private final HttpClient client;

    private JdkHttpTransport(SSLContext context) {
        SSLParameters tls = new SSLParameters();
        tls.setProtocols(new String[] {"TLSv1.3"});
        this.client = HttpClient.newBuilder()
                .sslContext(context)
                .sslParameters(tls)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Trusts the certificate authorities that this JVM trusts. */
    public static JdkHttpTransport trustingSystem() {
        try {
            return new JdkHttpTransport(SSLContext.getDefault());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }

    /**
     * Trusts the certificates in {@code pem} and nobody else.
     *
     * @throws IOException if the file cannot be read or holds no certificate; the message names the file
     */
    public static JdkHttpTransport trusting(Path pem) throws IOException {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IOException(pem + ": holds no certificate");
            }
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate : certificates) {
                trusted.setCertificateEntry("ca" + trusted.size(), certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(null, trust.getTrustManagers(), null);
            return new JdkHttpTransport(context);
        } catch (CertificateException e) {
            throw new IOException(pem + ": expected certificates in PEM", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS 1.3", e);
        }
    }

    @Override
    public Response send(Request request) throws NoAnswer, UntrustedAnswer {
        String service = String.valueOf(request.uri().getRawAuthority());
        // The client's own timeout ends with the headers; a body that drips would pass it.
        CompletableFuture<HttpResponse<Bytes>> exchange =
                client.sendAsync(jdkRequest(request), info -> new BoundedBody(request.maxResponseBytes()));
        try {
            HttpResponse<Bytes> response = exchange.get(request.deadline().toNanos(), TimeUnit.NANOSECONDS);
            return new Response(response.statusCode(), response.headers().map(), response.body());
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw timeout(service, e);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswer(NoAnswer.Reason.INTERRUPTED, "interrupted while waiting for " + service, e);
        } catch (ExecutionException e) {
            if (causedBy(e, BoundedBody.Oversize.class)) {
                throw new UntrustedAnswer(
                        UntrustedAnswer.Flaw.OVERSIZE,
                        service + " answered with more than " + request.maxResponseBytes() + " bytes");
            }
            throw noAnswer(service, e);
        }
    }

    private static HttpRequest jdkRequest(Request request) {
        if (!"https".equals(request.uri().getScheme())) {
            throw new IllegalArgumentException("only https is spoken here");
        }
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri()).setHeader("User-Agent", USER_AGENT);
        request.headers().forEach(builder::setHeader);
        return builder.method(
                        request.method().name(),
                        request.body().isEmpty()
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(request.body().toArray()))
                .build();
    }

    private static NoAnswer noAnswer(String service, ExecutionException e) {
        if (causedBy(e, SSLException.class)) {
            return new NoAnswer(
                    NoAnswer.Reason.UNTRUSTED_CERTIFICATE,
                    service + " could not be authenticated: no TLS 1.3 connection with a trusted certificate",
                    e);
        }
        if (causedBy(e, HttpConnectTimeoutException.class) || causedBy(e, ConnectException.class)) {
            return new NoAnswer(NoAnswer.Reason.UNREACHABLE, service + " cannot be reached", e);
        }
        if (causedBy(e, HttpTimeoutException.class)) {
            return timeout(service, e);
        }
        return new NoAnswer(NoAnswer.Reason.BROKEN, "the connection to " + service + " broke", e);
    }

    private static NoAnswer timeout(String service, Exception e) {
        return new NoAnswer(NoAnswer.Reason.TIMEOUT, service + " did not answer in time", e);
    }

    private static boolean causedBy(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
