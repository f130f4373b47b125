package dev.jeton.service.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jeton.crypto.discovery.LookupRequest;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.Removal;
import org.junit.jupiter.api.Test;

class RequestSizesTest {
    /** HPKE's key and tag, and the header: what sealing adds to a request. */
    private static final int SEALING = 7 + 32 + 16;

    /** The SDK's test of the same name asserts the size that it sends. */
    @Test
    void largest_mappingOrRemoval_fitsIn16K() {
        assertThat(RequestSizes.largest(Math.max(Mapping.MAX_CHARS, Removal.MAX_CHARS)))
                .isEqualTo(16 * 1024 + SEALING);
    }

    @Test
    void largest_question_isNoSmallerThanWhatClientsPadItTo() {
        assertThat(RequestSizes.largest(LookupRequest.MAX_BYTES)).isGreaterThanOrEqualTo(2048 + SEALING);
    }
}
