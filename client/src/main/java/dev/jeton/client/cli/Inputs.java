package dev.jeton.client.cli;

import dev.jeton.crypto.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what the user names: small files, or standard input where he says {@code -}. */
record Inputs(CliContext context) {
    private static final String STANDARD_INPUT = "-";
    private static final int MAX_TEXT_BYTES = 16 * 1024;

    /** Text without the white space around it. */
    String text(String what, String fileOrDash) throws BadInput {
        Bytes bytes = fileOrDash.equals(STANDARD_INPUT)
                ? read(what, "standard input", context.in(), MAX_TEXT_BYTES)
                : bytes(what, Path.of(fileOrDash), MAX_TEXT_BYTES);
        return new String(bytes.toArray(), StandardCharsets.UTF_8).strip();
    }

    Bytes bytes(String what, Path file, int maxBytes) throws BadInput {
        try (InputStream in = Files.newInputStream(file)) {
            return read(what, file.toString(), in, maxBytes);
        } catch (IOException e) {
            throw BadInput.file("cannot read " + what, e);
        }
    }

    private static Bytes read(String what, String name, InputStream in, int maxBytes) throws BadInput {
        try {
            byte[] content = in.readNBytes(maxBytes + 1);
            if (content.length > maxBytes) {
                throw BadInput.file(name + ": far too long for " + what);
            }
            return Bytes.of(content);
        } catch (IOException e) {
            throw BadInput.file("cannot read " + what + " from " + name);
        }
    }
}
