package dev.jeton.service.keys;

import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.service.http.BoundedBody;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Fetches a JWK Set over TLS 1.3: one request, no redirect, no credentials, nothing remembered. Safe for concurrent use.
 */
public final class KeyFetch {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int OK = 200;
    /** And nothing older, whatever the TLS configuration allows. */
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3");

    private final Vertx vertx;
    private final String tls;
    private final HttpClient http;

    /**
     * A client for any number of URLs.
     *
     * @param tls name of the TLS configuration against whose authorities certificates are checked; against the system's where
     *     it does not exist
     * @throws IllegalArgumentException if that checks no certificates or no names
     */
    public KeyFetch(Vertx vertx, TlsConfigurationRegistry registry, String tls) {
        this.vertx = vertx;
        this.tls = tls;
        HttpClientOptions options = new HttpClientOptions();
        registry.get(tls).ifPresent(configuration -> TlsConfigUtils.configure(options, verifying(configuration)));
        this.http = vertx.createHttpClient(options.setSsl(true)
                .setVerifyHost(true)
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                // Minutes pass between two requests to one host.
                .setKeepAlive(false)
                .setConnectTimeout((int) DEADLINE.toMillis())
                .setIdleTimeout((int) DEADLINE.toSeconds()));
    }

    /** Takes over what was read again of its TLS configuration. */
    public void follow(CertificateUpdatedEvent event) {
        if (event.name().equals(tls)) {
            http.updateSSLOptions(
                    event.tlsConfiguration().getSSLOptions().setEnabledSecureTransportProtocols(PROTOCOLS));
        }
    }

    /**
     * The keys at {@code url} by {@code kid}. Fails within some seconds with {@link KeysNotFetched}.
     *
     * @param reader of what is there, at most {@value JwkSet#MAX_BYTES} bytes; throws {@link MalformedMessage}. It runs off the
     *     event loop
     */
    public <K> Uni<Map<String, K>> fetch(URI url, Function<Bytes, Map<String, K>> reader) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(url.toString())
                .setFollowRedirects(false)
                .putHeader("Accept", JwkSet.MEDIA_TYPE + ", application/json");
        return quiet(() -> http.request(request)
                        // Closed with its connection, if that was too slow in coming.
                        .onSuccess(late -> late.exceptionHandler(closed -> {})))
                .chain(this::exchange)
                .ifNoItem()
                .after(DEADLINE)
                .failWith(() -> new KeysNotFetched("no answer within " + DEADLINE.toSeconds() + " seconds"))
                // Points are checked to be on their curves: some milliseconds for a full set.
                .chain(body -> quiet(() -> vertx.executeBlocking(() -> reader.apply(body), false)))
                .onFailure(failure -> !(failure instanceof KeysNotFetched))
                .transform(KeyFetch::notFetched);
    }

    private Uni<Bytes> exchange(HttpClientRequest request) {
        return quiet(request::send)
                .chain(KeyFetch::body)
                // Whatever is still on its way is not waited for. Not at once: who waited has to be gone, or would be
                // told.
                .onTermination()
                .invoke(() -> vertx.runOnContext(later -> request.reset()));
    }

    private static Uni<Bytes> body(HttpClientResponse response) {
        if (response.statusCode() != OK) {
            // It is reset at once, which is no news.
            response.exceptionHandler(reset -> {});
            throw new KeysNotFetched("answered with status " + response.statusCode());
        }
        return BoundedBody.read(
                response, JwkSet.MAX_BYTES, () -> new KeysNotFetched("more than " + JwkSet.MAX_BYTES + " bytes"));
    }

    /** What {@code call} comes to; what it comes to when nobody waits any more is not logged either. */
    private static <T> Uni<T> quiet(Supplier<Future<T>> call) {
        return Uni.createFrom().emitter(emitter -> {
            AtomicBoolean givenUp = new AtomicBoolean();
            emitter.onTermination(() -> givenUp.set(true));
            call.get().onSuccess(emitter::complete).onFailure(failure -> {
                if (!givenUp.get()) {
                    emitter.fail(failure);
                }
            });
        });
    }

    private static KeysNotFetched notFetched(Throwable failure) {
        if (failure instanceof MalformedMessage) {
            return new KeysNotFetched(String.valueOf(failure.getMessage()));
        }
        // Vert.x says that there was no TLS connection, and the JDK below it why.
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new KeysNotFetched(cause.toString());
    }

    private TlsConfiguration verifying(TlsConfiguration configuration) {
        boolean anyHost = configuration
                .getHostnameVerificationAlgorithm()
                .filter("NONE"::equalsIgnoreCase)
                .isPresent();
        if (configuration.isTrustAll() || anyHost) {
            throw new IllegalArgumentException("quarkus.tls." + tls + ": must verify certificates and their names");
        }
        return configuration;
    }
}
