package dev.jeton.client.mapping;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.HttpsOrigin;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Refused;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.client.http.RetryingTransport;
import dev.jeton.client.http.ServiceFailure;
import dev.jeton.crypto.mapping.Mapping;
import dev.jeton.crypto.mapping.SealedEntries;
import dev.jeton.crypto.problem.Problem;
import dev.jeton.crypto.problem.ProblemType;
import dev.jeton.crypto.wire.Bytes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Publishes mappings at one discovery provider. Safe for concurrent use. */
public final class MappingPublisher {
    private static final String PATH = "/v1/mappings";
    private static final String MEDIA_TYPE = "application/jwt";
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int NO_CONTENT = 204;

    private final HttpTransport transport;
    private final HttpsOrigin discoveryProvider;
    private final InstantSource clock;

    public MappingPublisher(HttpTransport transport, HttpsOrigin discoveryProvider, InstantSource clock) {
        this.transport = transport;
        this.discoveryProvider = discoveryProvider;
        this.clock = clock;
    }

    /**
     * Publishes a new mapping, which replaces the one that the same key published before. Its sequence number is the time
     * in milliseconds, so it rises as long as one device publishes.
     *
     * @param msps the providers in order of preference; none: "I choose not to be found"
     * @return what was published
     */
    public Mapping publish(OwnedCsi owned, List<Mapping.Entry> msps) throws ServiceFailure {
        return publish(owned, msps, List.of());
    }

    /**
     * The same with entries for some senders, which they read in place of {@code msps} and nobody else sees: see
     * {@link SealedEntries}.
     */
    public Mapping publish(OwnedCsi owned, List<Mapping.Entry> msps, List<SealedEntries.For> sealed)
            throws ServiceFailure {
        return publish(owned, clock.millis(), msps, sealed);
    }

    /** The same with a sequence number of the caller's own: greater than that of every mapping before. */
    public Mapping publish(OwnedCsi owned, long sequence, List<Mapping.Entry> msps, List<SealedEntries.For> sealed)
            throws ServiceFailure {
        Mapping mapping = owned.mapping(discoveryProvider.authority(), sequence, clock.instant(), msps, sealed);
        Request request = Request.of(
                Request.Method.PUT,
                discoveryProvider.at(PATH),
                MEDIA_TYPE,
                Bytes.ofUtf8(owned.sign(mapping)),
                Problem.MAX_BYTES,
                DEADLINE);
        try {
            put(request, transport);
        } catch (NoAnswer e) {
            if (!e.isTransient()) {
                throw e;
            }
            putAgain(request);
        }
        return mapping;
    }

    private void putAgain(Request request) throws ServiceFailure {
        try {
            put(request, new RetryingTransport(transport));
        } catch (Refused e) {
            // What is stored already with this sequence number is what the lost attempt has brought there.
            if (!e.is(ProblemType.MAPPING_STALE)) {
                throw e;
            }
        }
    }

    private void put(Request request, HttpTransport through) throws ServiceFailure {
        Response response = through.send(request);
        if (response.status() != NO_CONTENT) {
            throw Refused.of(discoveryProvider, response);
        }
    }
}
