package dev.jeton.client.consistency;

import dev.jeton.client.http.ServiceFailure;
import dev.jeton.crypto.wire.Bytes;
import java.net.URI;

/** One way to public documents. Safe for concurrent use. */
public interface DocumentPath {
    /**
     * The document at {@code target}, of {@code mediaType} and at most {@code maxBytes}.
     *
     * @throws ServiceFailure if there was none, or something else came
     */
    Bytes fetch(URI target, String mediaType, int maxBytes) throws ServiceFailure;
}
