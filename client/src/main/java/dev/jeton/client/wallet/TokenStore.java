package dev.jeton.client.wallet;

import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps sealed tokens and knows nothing of what is in them. Safe for concurrent use, also by several processes.
 *
 * <p>Every method is atomic: two callers of {@link #bind} never get one token for two questions, and a crash at any
 * moment leaves each token stored as it was before or after. What has returned survives a crash, except that a removed
 * token may come back, still bound to its question. A token past its {@code notAfter} is never returned and is deleted
 * when it is met.
 *
 * <p>An {@link IOException} is the platform's own; nothing has been handed out then, though a token may be bound.
 */
public interface TokenStore {
    /**
     * One token at rest.
     *
     * @param id random, in lower-case hex; names the token in this store and nowhere else
     * @param sealed opaque, less than a kilobyte
     */
    record Entry(String id, Instant notAfter, Bytes sealed) {}

    /** How many tokens of one scope end at one time. */
    record Count(TokenScope scope, Instant notAfter, int fresh, int bound) {}

    /** Adds fresh tokens. After a crash in the middle some of them are there and some are not. */
    void add(TokenScope scope, List<Entry> entries) throws IOException;

    /**
     * The token that is bound to {@code question}; otherwise the fresh one that ends first, which is bound to it from now
     * on, durably. Empty if there is neither.
     *
     * @param question 16 bytes that stand for a question
     */
    Optional<Entry> bind(TokenScope scope, Bytes question, Instant now) throws IOException;

    /** Deletes a token; does nothing if it is gone. */
    void remove(TokenScope scope, String id) throws IOException;

    /**
     * Takes a damaged token out of circulation without deleting it.
     *
     * @return where it is now, for people
     */
    String setAside(TokenScope scope, String id) throws IOException;

    /** What is stored, ordered by scope and time. */
    List<Count> counts(Instant now) throws IOException;
}
