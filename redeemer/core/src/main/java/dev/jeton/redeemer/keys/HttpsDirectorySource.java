package dev.jeton.redeemer.keys;

import dev.jeton.crypto.csi.Authority;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * The directory at the issuer's well-known place, over HTTPS with TLS 1.3.
 *
 * <p>Follows no redirect, since the issuer's name is what is trusted, and reads no more than a directory may have.
 */
public final class HttpsDirectorySource implements DirectorySource {
    private final HttpClient client;
    private final HttpRequest request;
    private final Duration timeout;

    /**
     * @param issuer authority of the issuer: host in lower case, and {@code :port} unless 443
     * @param trust which authorities may sign the issuer's certificate; its name is verified in any case
     * @param timeout for all of it, from the connection to the last byte
     * @throws dev.jeton.crypto.wire.MalformedMessage if {@code issuer} is no such authority
     */
    public HttpsDirectorySource(String issuer, SSLContext trust, Duration timeout) {
        SSLParameters onlyTls13 = new SSLParameters();
        onlyTls13.setProtocols(new String[] {"TLSv1.3"});
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .sslContext(trust)
                .sslParameters(onlyTls13)
                .build();
        this.request = HttpRequest.newBuilder(
                        URI.create("https://" + Authority.parse("issuer", issuer) + IssuerDirectory.PATH))
                .header("Accept", IssuerDirectory.MEDIA_TYPE)
                .timeout(timeout)
                .build();
        this.timeout = timeout;
    }

    @Override
    public CompletionStage<Bytes> fetch() {
        CompletableFuture<HttpResponse<Bytes>> exchange = client.sendAsync(request, HttpsDirectorySource::body);
        // The client's own timeout ends with the headers; cancelling ends the exchange itself.
        return exchange.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> exchange.cancel(true))
                .thenApply(HttpResponse::body);
    }

    private static HttpResponse.BodySubscriber<Bytes> body(HttpResponse.ResponseInfo response) {
        String mediaType = response.headers().firstValue("Content-Type").orElse("none");
        if (response.statusCode() != 200 || !isDirectory(mediaType)) {
            return BoundedBody.refused(
                    new IOException("no directory: status " + response.statusCode() + ", media type " + mediaType));
        }
        return new BoundedBody(IssuerDirectory.MAX_BYTES);
    }

    private static boolean isDirectory(String mediaType) {
        return mediaType.split(";", 2)[0].strip().equalsIgnoreCase(IssuerDirectory.MEDIA_TYPE);
    }
}
