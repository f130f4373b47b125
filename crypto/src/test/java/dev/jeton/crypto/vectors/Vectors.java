package dev.jeton.crypto.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * Test vectors: the RFCs' own from this module's resources, and larger sets from {@code $JETON_VECTORS} or
 * {@code ../shared/vectors} beside the repository, where there are any.
 */
@NullMarked
public final class Vectors {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Vectors() {}

    /** The cases of one of this module's own files. */
    public static List<JsonNode> own(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name)) {
            JsonNode cases = MAPPER.readTree(Objects.requireNonNull(in, name)).get("cases");
            return list(cases);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cases of a shared file; none, and a line that says so, on a machine that has no such set. */
    public static List<JsonNode> shared(String name, int cases) {
        Optional<Path> file = sharedFolder().map(folder -> folder.resolve(name)).filter(Files::isReadable);
        if (file.isEmpty()) {
            if (System.getenv("CI") != null) {
                throw new IllegalStateException(name + " is missing, and CI leaves nothing out");
            }
            System.out.println("left out " + cases + " cases of " + name + ": no shared vectors on this machine");
            return List.of();
        }
        try {
            JsonNode content = MAPPER.readTree(file.get().toFile());
            List<JsonNode> found = casesOf(content);
            if (found.size() != cases) {
                throw new IllegalStateException(name + " has " + found.size() + " cases, expected " + cases);
            }
            System.out.println("read " + cases + " cases of " + name);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<Path> sharedFolder() {
        String configured = System.getenv("JETON_VECTORS");
        if (configured != null) {
            return Optional.of(Path.of(configured));
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(folder -> folder.resolve("../shared/vectors").normalize())
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** The files of RFC 9380 have a suite around their cases; that of RFC 9458 is one case. */
    private static List<JsonNode> casesOf(JsonNode content) {
        if (content.has("vectors")) {
            return list(content.get("vectors"));
        }
        return content.isArray() ? list(content) : List.of(content);
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> cases = new ArrayList<>();
        array.forEach(cases::add);
        return cases;
    }
}
