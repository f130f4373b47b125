package dev.jeton.client.consistency;

import dev.jeton.client.http.ServiceFailure;
import dev.jeton.client.http.UntrustedAnswer;
import dev.jeton.client.http.UntrustedAnswer.Flaw;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** Public documents that look the same whichever way they come. Safe for concurrent use. */
public final class AgreedDocuments {
    private final List<DocumentPath> paths;

    /** By at least two ways, that end at different parties: two names of one server agree about everything. */
    public AgreedDocuments(List<DocumentPath> paths) {
        if (paths.size() < 2) {
            throw new IllegalArgumentException("what came by one way only agrees with itself");
        }
        this.paths = List.copyOf(paths);
    }

    /**
     * What {@code reader} reads from the document at {@code target}, if it reads the same from what came by each way.
     *
     * @param reader the part that must not differ, with {@code equals}, or all of it. May throw {@link MalformedMessage}
     * @throws UntrustedAnswer with {@link Flaw#INCONSISTENT} if they differ: use none of them. A document that has just changed
     *     may differ until the mirror's copy ends, so it is worth another try then
     * @throws ServiceFailure if one of the ways does not lead there: with fewer ways it proves less
     */
    public <T> T fetch(URI target, String mediaType, int maxBytes, Function<Bytes, T> reader) throws ServiceFailure {
        return fetch(target, mediaType, maxBytes, reader, Function.identity());
    }

    /**
     * The same for a document that may be of different age by each way, as long as one part of it does not differ: the key to be
     * used now.
     *
     * @param whatMatters that part, with {@code equals}
     * @return the document as it came by the first way. Use nothing of it that could mark who uses it, but what matters
     */
    public <T> T fetch(
            URI target, String mediaType, int maxBytes, Function<Bytes, T> reader, Function<T, ?> whatMatters)
            throws ServiceFailure {
        return fetch(target, mediaType, maxBytes, reader, whatMatters, (first, other) -> first);
    }

    /**
     * The same for a document of which more is used than has to agree.
     *
     * @param both what is believed of two that agree about what matters: what one of them says alone may have been said to one
     *     sender alone
     */
    public <T> T fetch(
            URI target,
            String mediaType,
            int maxBytes,
            Function<Bytes, T> reader,
            Function<T, ?> whatMatters,
            BinaryOperator<T> both)
            throws ServiceFailure {
        List<T> views = views(target, mediaType, maxBytes, reader);
        if (views.stream().map(whatMatters).distinct().count() > 1) {
            throw inconsistent(target);
        }
        return views.stream().reduce(both).orElseThrow();
    }

    private <T> List<T> views(URI target, String mediaType, int maxBytes, Function<Bytes, T> reader)
            throws ServiceFailure {
        List<T> views = new ArrayList<>();
        for (DocumentPath path : paths) {
            views.add(read(target, path.fetch(target, mediaType, maxBytes), reader));
        }
        return views;
    }

    private static UntrustedAnswer inconsistent(URI target) {
        return new UntrustedAnswer(
                Flaw.INCONSISTENT, target + " is not the same by every way: somebody may be singled out");
    }

    private static <T> T read(URI target, Bytes document, Function<Bytes, T> reader) throws UntrustedAnswer {
        try {
            return reader.apply(document);
        } catch (MalformedMessage e) {
            throw new UntrustedAnswer(Flaw.MALFORMED, target + " is malformed: " + e.getMessage(), e);
        }
    }
}
