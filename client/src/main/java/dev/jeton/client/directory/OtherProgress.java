package dev.jeton.client.directory;

import java.io.IOException;
import java.nio.file.Path;

/** The progress beside a file is about another state of it, or about an import into another directory. */
public final class OtherProgress extends IOException {
    private static final long serialVersionUID = 1L;

    OtherProgress(Path kept, String service) {
        super(kept + ": of another state of the file, or of an import into " + service);
    }
}
