package dev.jeton.lookup.mappings;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.service.http.Answer;
import dev.jeton.service.http.Asked;
import dev.jeton.service.http.Endpoint;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** {@code PUT /v1/mappings}. */
@Singleton
class PublishEndpoint implements Endpoint {
    static final String PATH = "/v1/mappings";
    static final String MEDIA_TYPE = "application/jwt";

    private final PublishedMappings mappings;
    private final MappingEvents events;

    PublishEndpoint(PublishedMappings mappings, MappingEvents events) {
        this.mappings = mappings;
        this.events = events;
    }

    @Override
    public String method() {
        return "PUT";
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
        return Mapping.MAX_CHARS;
    }

    @Override
    public Uni<Answer> answer(Asked asked) {
        return asked.body()
                .chain(body -> mappings.publish(new String(body.toArray(), US_ASCII)))
                .onItemOrFailure()
                .invoke((stored, failure) -> events.published(failure))
                .replaceWith(() -> Answer.of(204));
    }
}
