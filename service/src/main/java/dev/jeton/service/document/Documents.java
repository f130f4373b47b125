package dev.jeton.service.document;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads documents: the {@code .yaml}, {@code .yml} and {@code .json} files of a directory. */
final class Documents {
    /** One file's limit: a policy has some hundred bytes, a provider with its keys a few thousand. */
    static final int MAX_FILE_BYTES = 64 * 1024;

    private static final ObjectMapper TREES = new ObjectMapper();
    private static final int MAX_FILES = 10_000;

    private Documents() {}

    /** The document in {@code file}. Throws {@link MalformedMessage} for one of another kind or outline. */
    static Document read(Path file, String kind) throws IOException {
        return Document.parse(file.toString(), kind, json(file));
    }

    /** The files of {@code directory} that are documents, by name. Hidden ones are not: a mounted ConfigMap has some. */
    static List<Path> files(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> files = entries.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches("[^.].*\\.(yaml|yml|json)"))
                    .sorted()
                    .toList();
            if (files.size() > MAX_FILES) {
                throw new InvalidDocument(directory.toString(), "more than " + MAX_FILES + " documents");
            }
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw new InvalidDocument(directory.toString(), "cannot be read: " + e);
        }
    }

    /** JSON is YAML, and both become JSON first: one strict reader then checks either. */
    private static JsonObject json(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new InvalidDocument(file.toString(), "larger than " + MAX_FILE_BYTES + " bytes");
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return JsonObject.parse("document", Bytes.of(TREES.writeValueAsBytes(tree(file, text))), 2 * MAX_FILE_BYTES);
    }

    private static Object tree(Path file, String text) {
        try {
            return yaml().load(text);
        } catch (MarkedYAMLException e) {
            // Its message quotes lines of the document.
            throw new InvalidDocument(
                    file.toString(),
                    "not YAML: " + e.getProblem() + ", line "
                            + (e.getProblemMark().getLine() + 1));
        } catch (YAMLException | IllegalArgumentException | ClassCastException e) {
            // The latter two are what a value gets that is not of its tag's type.
            throw new InvalidDocument(file.toString(), "not YAML: " + e.getMessage());
        }
    }

    private static Yaml yaml() {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        strict.setMaxAliasesForCollections(0);
        strict.setNestingDepthLimit(10);
        return new Yaml(new SafeConstructor(strict));
    }
}
