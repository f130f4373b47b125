package dev.jeton.issuer.directory;

import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.token.IssuerDirectory;
import dev.jeton.crypto.token.TokenKeyId;
import dev.jeton.crypto.voprfkeys.VoprfEpochKey;
import dev.jeton.issuer.IssuerConfig;
import dev.jeton.issuer.keys.EpochKey;
import dev.jeton.issuer.keys.KeyRing;
import dev.jeton.issuer.keys.LiveKeys;
import dev.jeton.issuer.voprf.VoprfKeys;
import dev.jeton.service.http.Refusal;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@code GET /.well-known/private-token-issuer-directory}. */
@Path(IssuerDirectory.PATH)
class DirectoryResource {
    private static final String TOKEN_REQUEST_PATH = "/token-request";

    private final LiveKeys keys;
    private final VoprfKeys voprfKeys;
    private final InstantSource clock;
    private final String requestUri;
    private final Duration cacheLifetime;
    private volatile Optional<PublishedDirectory> last = Optional.empty();

    DirectoryResource(
            LiveKeys keys, VoprfKeys voprfKeys, InstantSource clock, IssuerConfig issuer, DirectoryConfig config) {
        this.keys = keys;
        this.voprfKeys = voprfKeys;
        this.clock = clock;
        // Absolute: a relative one would lead from a mirror of the directory to the mirror.
        this.requestUri = issuer.baseUrl() + TOKEN_REQUEST_PATH;
        this.cacheLifetime = config.cacheLifetime();
    }

    void check(@Observes StartupEvent event) {
        if (cacheLifetime.isNegative() || cacheLifetime.multipliedBy(2).compareTo(keys.publishedAhead()) > 0) {
            throw new IllegalArgumentException(
                    "jeton.issuer.directory.cache-lifetime: at most half of jeton.issuer.keys.publish-ahead");
        }
    }

    @GET
    @Produces(IssuerDirectory.MEDIA_TYPE)
    @NonBlocking
    public Response directory(@Context Request request) {
        Instant now = clock.instant();
        KeyRing ring = keys.ring();
        PublishedDirectory published = publish(keys.published(ring, now), ring.retired(now));
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(published.tag());
        Response.ResponseBuilder answer =
                unchanged == null ? Response.ok(published.encoded().toArray()) : unchanged;
        return answer.tag(published.tag())
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + maxAgeSeconds(ring, now))
                .build();
    }

    private PublishedDirectory publish(List<EpochKey> live, List<TokenKeyId> retired) {
        if (live.isEmpty()) {
            throw Refusal.of(ProblemType.KEYS_UNAVAILABLE);
        }
        IssuerDirectory directory = new IssuerDirectory(
                requestUri,
                live.stream()
                        .map(key -> new IssuerDirectory.Key(
                                key.publicKey(),
                                key.epoch().notBefore(),
                                key.epoch().notAfter()))
                        .toList(),
                live.stream()
                        .flatMap(key -> voprfKeys.of(key.epoch()).stream())
                        .map(VoprfEpochKey::published)
                        .toList(),
                retired);
        PublishedDirectory published = last.filter(known -> known.directory().equals(directory))
                .orElseGet(() -> PublishedDirectory.of(directory));
        last = Optional.of(published);
        return published;
    }

    /** Clients take the first key they know, so what they keep must not outlive its epoch. */
    private long maxAgeSeconds(KeyRing ring, Instant now) {
        Duration goodFor = ring.goodFor(now);
        return (goodFor.compareTo(cacheLifetime) < 0 ? goodFor : cacheLifetime).toSeconds();
    }
}
