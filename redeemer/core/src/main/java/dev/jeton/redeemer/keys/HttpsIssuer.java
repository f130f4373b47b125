package dev.jeton.redeemer.keys;

import dev.jeton.crypto.csi.Authority;
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
 * What one issuer publishes, over HTTPS with TLS 1.3.
 *
 * <p>Follows no redirect, since the issuer's name is what is trusted, and reads no more than is asked for. Safe for
 * concurrent use.
 */
public final class HttpsIssuer {
    private final Authority issuer;
    private final Duration timeout;
    private volatile HttpClient client;

    /**
     * @param issuer authority of the issuer: host in lower case, and {@code :port} unless 443
     * @param trust which authorities may sign the issuer's certificate; its name is verified in any case
     * @param timeout for all of one fetch, from the connection to the last byte
     * @throws dev.jeton.crypto.wire.MalformedMessage if {@code issuer} is no such authority
     */
    public HttpsIssuer(String issuer, SSLContext trust, Duration timeout) {
        this.issuer = Authority.parse("issuer", issuer);
        this.timeout = timeout;
        this.client = client(trust, timeout);
    }

    /** Later fetches go by {@code trust}, over connections of their own. */
    public void trust(SSLContext trust) {
        client = client(trust, timeout);
    }

    private static HttpClient client(SSLContext trust, Duration timeout) {
        SSLParameters onlyTls13 = new SSLParameters();
        onlyTls13.setProtocols(new String[] {"TLSv1.3"});
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .sslContext(trust)
                .sslParameters(onlyTls13)
                .build();
    }

    /** What is at {@code path}. Fails if it is not of {@code mediaType}, is longer than {@code maxBytes}, or cannot be had. */
    CompletionStage<Bytes> fetch(String path, String mediaType, int maxBytes) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://" + issuer + path))
                .header("Accept", mediaType)
                .timeout(timeout)
                .build();
        CompletableFuture<HttpResponse<Bytes>> exchange =
                client.sendAsync(request, response -> body(response, mediaType, maxBytes));
        // The client's own timeout ends with the headers; cancelling ends the exchange itself.
        return exchange.copy()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> exchange.cancel(true))
                .thenApply(HttpResponse::body);
    }

    private static HttpResponse.BodySubscriber<Bytes> body(
            HttpResponse.ResponseInfo response, String expected, int maxBytes) {
        String mediaType = response.headers().firstValue("Content-Type").orElse("none");
        if (response.statusCode() != 200 || !mediaType.split(";", 2)[0].strip().equalsIgnoreCase(expected)) {
            return BoundedBody.refused(new IOException(
                    "no " + expected + ": status " + response.statusCode() + ", media type " + mediaType));
        }
        return new BoundedBody(maxBytes);
    }
}
