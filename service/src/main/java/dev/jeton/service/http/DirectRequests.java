package dev.jeton.service.http;

import dev.jeton.crypto.wire.Bytes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Leads requests from resources to endpoints. Safe for concurrent use. */
@Singleton
public class DirectRequests {
    private final RequestBodies bodies;

    DirectRequests(RequestBodies bodies) {
        this.bodies = bodies;
    }

    /** What {@code endpoint} answers to {@code request}, whose body nobody has read yet. */
    public Uni<Response> answer(Endpoint endpoint, HttpServerRequest request) {
        long arrived = System.nanoTime();
        Uni<Bytes> body = endpoint.mediaType()
                .map(mediaType -> bodies.read(request, mediaType, endpoint.maxBytes()))
                .orElseGet(() -> Uni.createFrom().item(Bytes.EMPTY));
        return endpoint.answer(new Asked(body, request.headers().getAll(HttpHeaders.AUTHORIZATION), arrived))
                .map(answer -> answer.response().build());
    }
}
