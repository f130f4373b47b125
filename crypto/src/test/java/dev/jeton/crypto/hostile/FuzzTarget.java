package dev.jeton.crypto.hostile;

import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the fuzzer runs, for the parser that the system property {@code jeton.fuzz.parser} names. {@code .ci/layers/fuzz}
 * starts it; {@link #main} brings the kept corpus to the fuzzer's folders and back.
 */
public final class FuzzTarget {
    private static final String PARSER = System.getProperty("jeton.fuzz.parser", "");

    private FuzzTarget() {}

    /** The name of the method is the fuzzer's. */
    public static void fuzzerTestOneInput(byte[] input) {
        Contract.accepts(Parser.valueOf(PARSER), Bytes.of(input));
    }

    /**
     * {@code list} prints the parsers. {@code export FOLDER} writes the corpus into a folder for each parser, one file for
     * each input, and the dictionary. {@code import FOLDER RESOURCES} appends what is new there to the corpus.
     */
    public static void main(String[] args) throws IOException {
        switch (args[0]) {
            case "list" -> Stream.of(Parser.values()).forEach(System.out::println);
            case "export" -> export(Path.of(args[1]));
            case "import" -> importInto(Path.of(args[2]), Path.of(args[1]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void export(Path folder) throws IOException {
        for (Parser parser : Parser.values()) {
            Path inputs = Files.createDirectories(folder.resolve(parser.name()));
            for (Bytes input : Corpus.of(parser)) {
                Files.write(inputs.resolve("kept-" + Integer.toHexString(input.hashCode())), input.toArray());
            }
        }
        List<String> dictionary = new ArrayList<>();
        for (String word : Mutations.DICTIONARY) {
            StringBuilder escaped = new StringBuilder("\"");
            for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
                escaped.append("\\x%02x".formatted(b));
            }
            dictionary.add(escaped.append('"').toString());
        }
        Files.write(folder.resolve("dictionary"), dictionary);
    }

    private static void importInto(Path resources, Path folder) throws IOException {
        for (Parser parser : Parser.values()) {
            List<Bytes> kept = Corpus.of(parser);
            try (Stream<Path> files = Files.list(folder.resolve(parser.name()))) {
                List<String> fresh = files.map(FuzzTarget::read)
                        .filter(input -> !kept.contains(input))
                        .sorted(Comparator.comparing(Bytes::size))
                        .map(Corpus::encode)
                        .toList();
                Path file = resources.resolve(parser.fileName() + ".txt");
                List<String> lines = new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
                lines.addAll(fresh);
                Files.write(file, lines);
            }
        }
    }

    private static Bytes read(Path file) {
        try {
            return Bytes.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
