package dev.jeton.lookup.mappings;

import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.service.http.LargestBody;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** No other resource reads as much as a mapping; a removal has the same limit. */
@Singleton
class LargestRequest {
    @Produces
    @Singleton
    static LargestBody largestBody() {
        return new LargestBody(Mapping.MAX_CHARS);
    }
}
