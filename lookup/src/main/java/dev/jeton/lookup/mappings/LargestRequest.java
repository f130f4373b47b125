package dev.jeton.lookup.mappings;

import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.service.gateway.RequestSizes;
import dev.jeton.service.http.LargestBody;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Nothing that is read is as large as a sealed mapping; a removal has the same limit. */
@Singleton
class LargestRequest {
    @Produces
    @Singleton
    static LargestBody largestBody() {
        return new LargestBody(RequestSizes.largest(Mapping.MAX_CHARS));
    }
}
