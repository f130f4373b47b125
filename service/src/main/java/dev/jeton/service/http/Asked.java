package dev.jeton.service.http;

import dev.jeton.crypto.wire.Bytes;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * A request, whichever way it came.
 *
 * @param body of the {@link Endpoint}'s media type and no larger than it reads; fails with a {@link Refusal} if it is not. Once
 * @param authorization the values of all {@code Authorization} fields
 * @param arrivedNanos when we knew of it, as {@link System#nanoTime} counts
 */
public record Asked(Uni<Bytes> body, List<String> authorization, long arrivedNanos) {
    public Asked {
        authorization = List.copyOf(authorization);
    }

    @Override
    public String toString() {
        return "Asked[" + authorization.size() + " authorizations]";
    }
}
