package dev.jeton.relay.upstream;

import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The one way out of this relay. Certificates are checked against the authorities of the TLS configuration {@value #TLS}, or
 * the system's. Safe for concurrent use.
 *
 * <p>All requests leave from one thread. Vert.x prefers a connection of the thread that asks for one, and a client's
 * connection stays on its thread: with several, which connection a request comes by would tell the gateway something about
 * who sent it.
 */
@Singleton
public class Upstream {
    private static final String TLS = "upstream";
    /** And nothing older, whatever the TLS configuration allows. */
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3");
    /** Shorter than servers keep a silent connection: or a request would be lost on one that is being closed. */
    private static final int KEEP_ALIVE_SECONDS = 20;

    private final Vertx vertx;
    private final Context thread;
    private final HttpClient http;
    private final Duration timeout;

    Upstream(Vertx vertx, TlsConfigurationRegistry registry, UpstreamConfig config) {
        this.vertx = vertx;
        this.thread = vertx.getOrCreateContext();
        if (!thread.isEventLoopContext()) {
            throw new IllegalStateException("made where there is no event loop to be had");
        }
        this.timeout = positive("timeout", config.timeout());
        Duration connect = positive("connect-timeout", config.connectTimeout());
        if (connect.multipliedBy(2).compareTo(timeout) > 0) {
            throw new IllegalArgumentException(
                    "jeton.relay.upstream.connect-timeout: expected half of timeout at most");
        }
        HttpClientOptions options = new HttpClientOptions();
        registry.get(TLS).ifPresent(tls -> TlsConfigUtils.configure(options, verifying(tls)));
        this.http = vertx.createHttpClient(
                options.setSsl(true)
                        .setVerifyHost(true)
                        .setEnabledSecureTransportProtocols(PROTOCOLS)
                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                        .setUseAlpn(false)
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setPipelining(false)
                        .setDecompressionSupported(false)
                        .setMaxWaitQueueSize(within("max-waiting", config.maxWaiting(), 0, 10_000))
                        // Both are shorter than the deadline, which is left for those who wait for others.
                        .setConnectTimeout((int) connect.toMillis())
                        .setSslHandshakeTimeout(connect.toMillis())
                        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS),
                new PoolOptions().setHttp1MaxSize(within("connections", config.connections(), 1, 1_000)));
    }

    void follow(@Observes CertificateUpdatedEvent event) {
        if (event.name().equals(TLS)) {
            http.updateSSLOptions(
                    event.tlsConfiguration().getSSLOptions().setEnabledSecureTransportProtocols(PROTOCOLS));
        }
    }

    /** Posts {@code body}: {@code Content-Type}, {@code Host} and {@code Content-Length}, and no other field. */
    public Future<UpstreamAnswer> post(UpstreamUrl url, String mediaType, Buffer body, int maxAnswerBytes) {
        RequestOptions request = to(url).setMethod(HttpMethod.POST).putHeader("Content-Type", mediaType);
        return exchange(request, body, maxAnswerBytes);
    }

    /** Gets: {@code Accept} and {@code Host}, and no other field. */
    public Future<UpstreamAnswer> get(UpstreamUrl url, String mediaType, int maxAnswerBytes) {
        return exchange(
                to(url).setMethod(HttpMethod.GET).putHeader("Accept", mediaType), Buffer.buffer(), maxAnswerBytes);
    }

    private static RequestOptions to(UpstreamUrl url) {
        return new RequestOptions()
                .setHost(url.host())
                .setPort(url.port())
                .setURI(url.path())
                .setSsl(true)
                .setFollowRedirects(false);
    }

    /** Fails with an {@link UpstreamFailure}. */
    private Future<UpstreamAnswer> exchange(RequestOptions request, Buffer body, int maxAnswerBytes) {
        Promise<UpstreamAnswer> answer = Promise.promise();
        thread.runOnContext(here -> new Exchange(body, maxAnswerBytes)
                .run(vertx, http, request, timeout)
                .onComplete(answer));
        return answer.future();
    }

    private static TlsConfiguration verifying(TlsConfiguration tls) {
        boolean anyHost = tls.getHostnameVerificationAlgorithm()
                .filter("NONE"::equalsIgnoreCase)
                .isPresent();
        if (tls.isTrustAll() || anyHost) {
            throw new IllegalArgumentException("quarkus.tls." + TLS + ": must verify certificates and their names");
        }
        return tls;
    }

    private static Duration positive(String setting, Duration value) {
        if (value.toMillis() < 1 || value.toMillis() > Duration.ofMinutes(1).toMillis()) {
            throw new IllegalArgumentException("jeton.relay.upstream." + setting + ": expected 1 ms to 1 minute");
        }
        return value;
    }

    private static int within(String setting, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "jeton.relay.upstream." + setting + ": expected " + least + " to " + most);
        }
        return value;
    }
}
