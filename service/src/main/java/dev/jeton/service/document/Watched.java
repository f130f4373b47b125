package dev.jeton.service.document;

import org.jboss.logging.Logger;

/** Documents that {@link DocumentWatch} keeps current. */
public sealed interface Watched permits WatchedDocuments, WatchedFile {
    /** What they are called in the log and in metrics. */
    String kind();

    /** How many of them are refused as they stand now. */
    long refused();

    /**
     * Reads what has changed since the last look, and tells {@code events} what became of it. Blocks for as long as that
     * takes.
     *
     * @throws InvalidDocument if nothing can be read; all that was in force stays so
     */
    void look(Logger events);
}
