package dev.jeton.issuer.msp;

import dev.jeton.crypto.jose.JwkSet;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import dev.jeton.service.http.BoundedBody;
import dev.jeton.service.jwt.VerificationKey;
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
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Fetches a JWK Set over TLS: one request, no redirect, no credentials, nothing remembered. The certificate is checked
 * against the authorities of the TLS configuration {@value #TLS}, or the system's. Safe for concurrent use.
 */
@Singleton
class KeyFetch {
    static final String TLS = "msp-keys";

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final Vertx vertx;
    private final HttpClient http;

    KeyFetch(Vertx vertx, TlsConfigurationRegistry registry) {
        this.vertx = vertx;
        HttpClientOptions options = new HttpClientOptions();
        registry.get(TLS).ifPresent(tls -> TlsConfigUtils.configure(options, verifying(tls)));
        this.http = vertx.createHttpClient(options.setSsl(true)
                .setVerifyHost(true)
                // Minutes pass between two requests to one host.
                .setKeepAlive(false)
                .setConnectTimeout((int) DEADLINE.toMillis())
                .setIdleTimeout((int) DEADLINE.toSeconds()));
    }

    void follow(@Observes CertificateUpdatedEvent event) {
        if (event.name().equals(TLS)) {
            http.updateSSLOptions(event.tlsConfiguration().getSSLOptions());
        }
    }

    /** The keys at {@code url} by {@code kid}. Fails within some seconds with {@link KeysNotFetched}. */
    Uni<Map<String, VerificationKey>> fetch(URI url) {
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
                .chain(body -> quiet(() -> vertx.executeBlocking(() -> VerificationKey.of(JwkSet.parse(body)), false)))
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

    private static TlsConfiguration verifying(TlsConfiguration tls) {
        boolean anyHost = tls.getHostnameVerificationAlgorithm()
                .filter("NONE"::equalsIgnoreCase)
                .isPresent();
        if (tls.isTrustAll() || anyHost) {
            throw new IllegalArgumentException("quarkus.tls." + TLS + ": must verify certificates and their names");
        }
        return tls;
    }
}
