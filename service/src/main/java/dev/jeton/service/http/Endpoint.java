package dev.jeton.service.http;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * One thing that a service does for whoever asks, whichever way the request comes. Every bean that implements it can be reached
 * through the gateway ({@code dev.jeton.service.gateway}), where there is one; a resource may lead to it as well
 * ({@link DirectRequests}).
 */
public interface Endpoint {
    String method();

    /** Without a query: exactly this is asked for. */
    String path();

    /** Of the bodies that it reads; empty if it reads none. Several endpoints of one path read different ones. */
    Optional<String> mediaType();

    /** The most that such a body may have. */
    int maxBytes();

    /** Answers, or fails with what {@link Problems} knows. */
    Uni<Answer> answer(Asked asked);
}
