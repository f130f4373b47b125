package dev.jeton.lookup.mappings;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jeton.crypto.mapping.Removal;
import dev.jeton.service.http.Answer;
import dev.jeton.service.http.Asked;
import dev.jeton.service.http.Endpoint;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** {@code POST /v1/mappings/removals}. */
@Singleton
class RemovalEndpoint implements Endpoint {
    static final String PATH = "/v1/mappings/removals";
    static final String MEDIA_TYPE = "application/jwt";

    private final RemovedMappings removals;
    private final MappingEvents events;

    RemovalEndpoint(RemovedMappings removals, MappingEvents events) {
        this.removals = removals;
        this.events = events;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public Optional<String> mediaType() {
        return Optional.of(MEDIA_TYPE);
    }

    @Override
    public int maxBytes() {
        return Removal.MAX_CHARS;
    }

    @Override
    public Uni<Answer> answer(Asked asked) {
        return asked.body()
                .chain(body -> removals.remove(new String(body.toArray(), US_ASCII)))
                .onItemOrFailure()
                .invoke(events::removed)
                .map(outcome -> switch (outcome) {
                    case REMOVED -> Answer.of(204);
                    case HELD -> Answer.of(202);
                });
    }
}
