package dev.jeton.service.gateway;

import dev.jeton.crypto.bhttp.BinaryRequest;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.service.http.Answer;
import dev.jeton.service.http.Asked;
import dev.jeton.service.http.Endpoint;
import dev.jeton.service.http.Refusal;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Leads opened requests to this service's endpoints, and nowhere else. Safe for concurrent use. */
@Singleton
class InnerRequests {
    private final Optional<String> authority;
    private final List<Endpoint> endpoints;

    @Inject
    InnerRequests(Instance<GatewayTarget> target, @All List<Endpoint> endpoints) {
        this(target.isResolvable() ? Optional.of(target.get().authority()) : Optional.empty(), endpoints);
    }

    InnerRequests(Optional<String> authority, List<Endpoint> endpoints) {
        this.authority = authority;
        this.endpoints = List.copyOf(endpoints);
    }

    /** Whether there is anything that a request could be led to. */
    boolean leadSomewhere() {
        return authority.isPresent() && !endpoints.isEmpty();
    }

    /** The largest body that any endpoint reads. */
    int largestBody() {
        return endpoints.stream().mapToInt(Endpoint::maxBytes).max().orElse(0);
    }

    /**
     * What answers {@code request} once it is subscribed to; until then nothing is done.
     *
     * @param arrivedNanos for the endpoint
     * @throws Refusal if it is not for us, or for nothing that is here
     */
    Uni<Answer> answer(BinaryRequest request, long arrivedNanos) {
        requireOurs(request);
        List<Endpoint> there = endpoints.stream()
                .filter(endpoint -> endpoint.path().equals(request.path()))
                .toList();
        if (there.isEmpty()) {
            throw Refusal.of(ProblemType.NOT_FOUND);
        }
        List<Endpoint> asked = there.stream()
                .filter(endpoint -> endpoint.method().equals(request.method()))
                .toList();
        if (asked.isEmpty()) {
            throw Refusal.of(ProblemType.METHOD_NOT_ALLOWED).with("Allow", methods(there));
        }
        Endpoint endpoint = asked.stream()
                .filter(one -> isRead(one, request))
                .findFirst()
                .orElseThrow(() -> Refusal.of(ProblemType.MEDIA_TYPE_UNSUPPORTED));
        Asked what =
                new Asked(body(endpoint, request.content()), request.headers().all("authorization"), arrivedNanos);
        return Uni.createFrom().deferred(() -> endpoint.answer(what));
    }

    /** Whom it names: a request for somebody else is not carried on, and one by plain HTTP is not answered. */
    private void requireOurs(BinaryRequest request) {
        List<String> named =
                request.authority().isEmpty() ? request.headers().all("host") : List.of(request.authority());
        boolean ours = named.size() == 1 && Optional.of(named.get(0)).equals(authority);
        if (!ours || !request.scheme().equals("https")) {
            throw Refusal.of(ProblemType.TARGET_FORBIDDEN);
        }
        // RFC 9458, Section 5.1: there is nobody who could be told to go on.
        if (!request.headers().all("expect").isEmpty()) {
            throw Refusal.of(ProblemType.REQUEST_MALFORMED);
        }
    }

    private static boolean isRead(Endpoint endpoint, BinaryRequest request) {
        List<String> given = request.headers().all("content-type");
        return endpoint.mediaType()
                .map(mediaType -> given.size() == 1 && bare(given.get(0)).equals(mediaType))
                .orElse(true);
    }

    private static String bare(String contentType) {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static Uni<Bytes> body(Endpoint endpoint, Bytes content) {
        if (endpoint.mediaType().isEmpty()) {
            return Uni.createFrom().item(Bytes.EMPTY);
        }
        return content.size() <= endpoint.maxBytes()
                ? Uni.createFrom().item(content)
                : Uni.createFrom().failure(Refusal.of(ProblemType.BODY_TOO_LARGE));
    }

    private static String methods(List<Endpoint> there) {
        return there.stream().map(Endpoint::method).collect(Collectors.toCollection(TreeSet::new)).stream()
                .collect(Collectors.joining(", "));
    }
}
