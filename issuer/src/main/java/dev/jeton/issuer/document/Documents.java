package dev.jeton.issuer.document;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jeton.crypto.json.JsonObject;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.crypto.wire.MalformedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a directory of documents: every {@code .yaml}, {@code .yml} and {@code .json} file in it, by name. */
public final class Documents {
    /** One file's limit: a policy has some hundred bytes, a provider with its keys a few thousand. */
    static final int MAX_FILE_BYTES = 64 * 1024;

    private static final ObjectMapper TREES = new ObjectMapper();
    private static final int MAX_FILES = 10_000;

    private Documents() {}

    /**
     * What {@code read} makes of each document of {@code kind} in {@code directory}. Hidden files are left out: a mounted
     * ConfigMap has some.
     *
     * @throws InvalidDocument for the first document that is not valid
     */
    public static <T> List<T> read(Path directory, String kind, Function<Document, T> read) {
        List<T> documents = new ArrayList<>();
        for (Path file : files(directory)) {
            try {
                documents.add(read.apply(Document.parse(file.toString(), kind, json(file))));
            } catch (MalformedMessage e) {
                throw new InvalidDocument(file.toString(), requireNonNull(e.getMessage()));
            } catch (IOException e) {
                throw new InvalidDocument(file.toString(), "cannot be read: " + e);
            }
        }
        return List.copyOf(documents);
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> files = entries.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches("[^.].*\\.(yaml|yml|json)"))
                    .sorted()
                    .toList();
            if (files.size() > MAX_FILES) {
                throw new InvalidDocument(directory.toString(), "more than " + MAX_FILES + " documents");
            }
            return files;
        } catch (IOException e) {
            throw new InvalidDocument(directory.toString(), "cannot be read: " + e);
        }
    }

    /** JSON is YAML, and both become JSON first: one strict reader then checks either. */
    private static JsonObject json(Path file) throws IOException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new InvalidDocument(file.toString(), "larger than " + MAX_FILE_BYTES + " bytes");
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        try {
            Object tree = yaml().load(text);
            return JsonObject.parse("document", Bytes.of(TREES.writeValueAsBytes(tree)), 2 * MAX_FILE_BYTES);
        } catch (YAMLException e) {
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
