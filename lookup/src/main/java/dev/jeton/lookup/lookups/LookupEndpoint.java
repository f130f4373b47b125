package dev.jeton.lookup.lookups;

import dev.jeton.crypto.discovery.LookupAnswer;
import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.service.http.Answer;
import dev.jeton.service.http.Asked;
import dev.jeton.service.http.Endpoint;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** {@code POST /v1/lookups}. */
@Singleton
class LookupEndpoint implements Endpoint {
    private static final int OK = 200;

    private final PaidLookups lookups;
    private final LookupEvents events;

    LookupEndpoint(PaidLookups lookups, LookupEvents events) {
        this.lookups = lookups;
        this.events = events;
    }

    @Override
    public String method() {
        return "POST";
    }

    @Override
    public String path() {
        return LookupRequest.PATH;
    }

    @Override
    public Optional<String> mediaType() {
        return Optional.of(LookupRequest.MEDIA_TYPE);
    }

    @Override
    public int maxBytes() {
        return LookupRequest.MAX_BYTES;
    }

    @Override
    public Uni<Answer> answer(Asked asked) {
        return asked.body()
                .chain(body -> lookups.answer(body, asked.authorization()))
                .invoke(answer ->
                        events.answered(asked.arrivedNanos(), answer.mappings().size()))
                .onFailure()
                .invoke(failure -> events.failed(asked.arrivedNanos(), failure))
                .map(answer -> Answer.of(OK, LookupAnswer.MEDIA_TYPE, answer.encode()));
    }
}
