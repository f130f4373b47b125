package dev.jeton.crypto.hostile;

import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the fuzzer runs: the parsers that the system property {@code jeton.fuzz.parsers} names, with commas between them. The
 * first byte of an input says which one gets the rest, so that one JVM serves several. {@code .ci/layers/fuzz} starts it.
 */
public final class FuzzTarget {
    private static final List<Parser> PARSERS = Stream.of(
                    System.getProperty("jeton.fuzz.parsers", "").split(",", -1))
            .filter(name -> !name.isEmpty())
            .map(Parser::valueOf)
            .toList();
    private static final long[] EXECUTIONS = new long[PARSERS.size()];

    private FuzzTarget() {}

    /** The name of the method is the fuzzer's. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length > 0) {
            int chosen = Byte.toUnsignedInt(input[0]) % PARSERS.size();
            Contract.requireUnmeasured(PARSERS.get(chosen), Bytes.of(input).slice(1, input.length));
            EXECUTIONS[chosen]++;
        }
    }

    /** Called by the fuzzer at its end: leaves {@code PARSER EXECUTIONS} for each parser in {@code jeton.fuzz.counts}. */
    public static void fuzzerTearDown() throws IOException {
        Files.write(
                Path.of(System.getProperty("jeton.fuzz.counts")),
                IntStream.range(0, EXECUTIONS.length)
                        .mapToObj(i -> PARSERS.get(i) + " " + EXECUTIONS[i])
                        .toList());
    }

    /**
     * {@code groups N} prints all parsers in N groups, one a line. {@code prepare FOLDER PARSER,...} writes the kept inputs of
     * these parsers, as the fuzzer gets them, and a dictionary.
     */
    public static void main(String[] args) throws IOException {
        switch (args[0]) {
            case "groups" -> groups(Integer.parseInt(args[1])).forEach(System.out::println);
            case "prepare" -> prepare(Path.of(args[1]), List.of(args[2].split(",", -1)));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Dealt like cards, since neighbours cost alike. */
    private static List<String> groups(int count) {
        List<Parser> all = List.of(Parser.values());
        return IntStream.range(0, Math.min(count, all.size()))
                .mapToObj(group -> String.join(
                        ",",
                        IntStream.range(0, all.size())
                                .filter(i -> i % count == group)
                                .mapToObj(i -> all.get(i).name())
                                .toList()))
                .toList();
    }

    private static void prepare(Path folder, List<String> parsers) throws IOException {
        Path inputs = Files.createDirectories(folder.resolve("kept"));
        for (int i = 0; i < parsers.size(); i++) {
            int number = 0;
            for (Bytes input : Corpus.of(Parser.valueOf(parsers.get(i)))) {
                Files.write(
                        inputs.resolve(parsers.get(i) + "-" + number++),
                        Bytes.concat(Bytes.of((byte) i), input).toArray());
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
}
