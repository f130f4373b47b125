package dev.jeton.crypto.hostile;

import dev.jeton.crypto.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * The inputs that are kept for each parser: one a line, in hexadecimal after {@code 0x}, or as ASCII in which {@code \xNN}
 * stands for any other byte. Lines that start with {@code #} say why the next ones are kept.
 */
final class Corpus {
    private static final HexFormat HEX = HexFormat.of();

    private Corpus() {}

    static List<Bytes> of(Parser parser) {
        try (InputStream in = Corpus.class.getResourceAsStream("/corpus/" + parser.fileName() + ".txt")) {
            if (in == null) {
                return List.of();
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Corpus::decode)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Bytes decode(String line) {
        if (line.startsWith("0x")) {
            return Bytes.ofHex(line.substring(2));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < line.length(); at++) {
            if (line.charAt(at) == '\\') {
                bytes.write(HexFormat.fromHexDigits(line, at + 2, at + 4));
                at += 3;
            } else {
                bytes.write(line.charAt(at));
            }
        }
        return Bytes.of(bytes.toByteArray());
    }

    /** The line that {@link #decode} reads as {@code input}. */
    static String encode(Bytes input) {
        StringBuilder text = new StringBuilder();
        for (byte b : input.toArray()) {
            boolean plain = b >= 0x20 && b < 0x7f && b != '\\';
            text.append(plain ? String.valueOf((char) b) : "\\x" + HEX.toHexDigits(b));
        }
        String hex = "0x" + input.toHex();
        boolean asText = text.length() < hex.length() && text.indexOf("#") != 0 && text.indexOf("0x") != 0;
        return asText ? text.toString() : hex;
    }
}
