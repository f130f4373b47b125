package dev.jeton.crypto.hostile;

import dev.jeton.crypto.wire.MalformedMessage;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words that this module can say by itself: those in the constant pools of its classes. A refusal that says any
 * other word has it from the input.
 */
final class Vocabulary {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]+|[0-9]+");
    /** No size, index or bound of ours that is not in a constant pool has more. */
    private static final int MAX_SIZE = 0xffff;

    /** Bounds of ours that are calculated: the seconds of {@code CsiAttestation.MAX_LIFE} and {@code Removal.MAX_LIFE}. */
    private static final Set<String> CALCULATED = Set.of("2592000", "86400");

    private static final Set<String> WORDS = words();

    private Vocabulary() {}

    /** A word of {@code message} that is not ours; a number that is no size of the input or smaller is such a word. */
    static Optional<String> foreignWord(String message, int inputSize) {
        Matcher words = WORD.matcher(message);
        while (words.find()) {
            if (!WORDS.contains(words.group()) && !isSize(words.group(), inputSize)) {
                return Optional.of(words.group());
            }
        }
        // Whatever stands between the words.
        return message.chars().allMatch(c -> c >= 0x20 && c < 0x7f) ? Optional.empty() : Optional.of("no ASCII");
    }

    private static boolean isSize(String word, int inputSize) {
        return Character.isDigit(word.charAt(0))
                && word.length() < 10
                && Integer.parseInt(word) <= Math.max(MAX_SIZE, inputSize);
    }

    private static Set<String> words() {
        Set<String> words = new HashSet<>(CALCULATED);
        try {
            Path classes = Path.of(MalformedMessage.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            List<Path> files;
            try (Stream<Path> tree = Files.walk(classes)) {
                files = tree.filter(file -> file.toString().endsWith(".class")).toList();
            }
            for (Path file : files) {
                try (InputStream in = Files.newInputStream(file)) {
                    constants(new DataInputStream(in)).forEach(constant -> addWords(words, constant));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
        return Set.copyOf(words);
    }

    private static void addWords(Set<String> words, String constant) {
        WORD.matcher(constant).results().map(result -> result.group()).forEach(words::add);
    }

    /** The text and the numbers of a constant pool (JVMS 4.4). */
    private static Set<String> constants(DataInputStream in) throws IOException {
        Set<String> constants = new HashSet<>();
        in.skipNBytes(8);
        int count = in.readUnsignedShort();
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> constants.add(in.readUTF());
                case 3 -> constants.add(Integer.toString(in.readInt()));
                case 5, 6 -> {
                    constants.add(Long.toString(in.readLong()));
                    i++; // They take two entries.
                }
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                default -> throw new IOException("constant pool tag " + tag);
            }
        }
        return constants;
    }
}
