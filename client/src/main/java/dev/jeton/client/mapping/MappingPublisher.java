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

/** Publishes mappings at one discovery provider, and takes them back. Safe for concurrent use. */
public final class MappingPublisher {
    private static final String PATH = "/v1/mappings";
    private static final String REMOVALS = PATH + "/removals";
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
        put(owned.sign(mapping));
        return mapping;
    }

    /**
     * Publishes what an owner has signed for this discovery provider, here or on another device: a mapping as a compact JWS.
     * The provider checks it; this does not.
     */
    public void publish(String compact) throws ServiceFailure {
        put(compact);
    }

    /**
     * Publishes a mapping as {@link #publish(OwnedCsi, List, List)} does, and announces that it supersedes those of other keys:
     * of a phone that is lost. Nothing of theirs is gone before {@link #confirm}.
     *
     * @param thumbprints of all keys that have an older mapping of this CSI, as a lookup finds them
     */
    public Mapping announce(
            OwnedCsi owned, List<Mapping.Entry> msps, List<SealedEntries.For> sealed, List<String> thumbprints)
            throws ServiceFailure {
        return announce(owned, clock.millis(), msps, sealed, thumbprints);
    }

    /** The same with a sequence number of the caller's own. */
    public Mapping announce(
            OwnedCsi owned,
            long sequence,
            List<Mapping.Entry> msps,
            List<SealedEntries.For> sealed,
            List<String> thumbprints)
            throws ServiceFailure {
        Mapping mapping = owned.mapping(discoveryProvider.authority(), sequence, clock.instant(), msps, sealed);
        Mapping announcing = owned.superseding(mapping, thumbprints);
        put(owned.sign(announcing));
        return announcing;
    }

    /**
     * Supersedes what {@code mapping} announced, once its owner has seen the list. Refused if other keys have an older mapping
     * by now, or a listed key was attested no earlier than this one.
     */
    public void confirm(OwnedCsi owned, Mapping mapping) throws ServiceFailure {
        confirm(owned, mapping.sequence(), mapping.supersedes());
    }

    /** The same for who kept no more of the mapping than its sequence number and what it lists. */
    public void confirm(OwnedCsi owned, long sequence, List<String> thumbprints) throws ServiceFailure {
        remove(owned.sign(owned.confirmation(discoveryProvider.authority(), sequence, thumbprints, clock.instant())));
    }

    /** Removes what this key has published, for good; later it may publish again. */
    public void remove(OwnedCsi owned) throws ServiceFailure {
        remove(owned, clock.millis());
    }

    /** The same up to a sequence number of the caller's own. */
    public void remove(OwnedCsi owned, long sequence) throws ServiceFailure {
        remove(owned.sign(owned.removal(discoveryProvider.authority(), sequence, clock.instant())));
    }

    /** To remove once more changes nothing, so it is safe to try again. */
    private void remove(String compact) throws ServiceFailure {
        send(request(Request.Method.POST, REMOVALS, compact), new RetryingTransport(transport));
    }

    private void put(String compact) throws ServiceFailure {
        Request request = request(Request.Method.PUT, PATH, compact);
        try {
            send(request, transport);
        } catch (NoAnswer e) {
            if (!e.isTransient()) {
                throw e;
            }
            putAgain(request);
        }
    }

    private Request request(Request.Method method, String path, String compact) {
        return Request.of(
                method, discoveryProvider.at(path), MEDIA_TYPE, Bytes.ofUtf8(compact), Problem.MAX_BYTES, DEADLINE);
    }

    private void putAgain(Request request) throws ServiceFailure {
        try {
            send(request, new RetryingTransport(transport));
        } catch (Refused e) {
            // What is stored already with this sequence number is what the lost attempt has brought there.
            if (!e.is(ProblemType.MAPPING_STALE)) {
                throw e;
            }
        }
    }

    private void send(Request request, HttpTransport through) throws ServiceFailure {
        Response response = through.send(request);
        if (response.status() != NO_CONTENT) {
            throw Refused.of(discoveryProvider, response);
        }
    }
}
