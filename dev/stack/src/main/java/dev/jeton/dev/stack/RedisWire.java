package dev.jeton.dev.stack;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One connection to a Redis, for a few commands: RESP2, one command after the other. Not for concurrent use. */
final class RedisWire implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 5_000;

    private final Socket socket;
    private final InputStream answers;

    /** @param socket not yet connected */
    RedisWire(Socket socket, int port) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(Loopback.port(port), TIMEOUT_MILLIS);
        this.answers = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * The answer as text: of an array its elements, one a line; of nothing {@code "null"}.
     *
     * @throws StackFailure with Redis' own words, if it refuses the command
     */
    String ask(String... words) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(ascii("*" + words.length + "\r\n"));
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            request.writeBytes(ascii("$" + bytes.length + "\r\n"));
            request.writeBytes(bytes);
            request.writeBytes(ascii("\r\n"));
        }
        socket.getOutputStream().write(request.toByteArray());
        return answer(words[0]);
    }

    private String answer(String command) throws IOException {
        String line = line();
        String text = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', ':' -> text;
            case '$' -> bulk(Integer.parseInt(text));
            case '*' -> array(command, Integer.parseInt(text));
            case '-' -> throw new StackFailure("Redis refuses " + command + ": " + text);
            default -> throw new IOException("not RESP2: " + line);
        };
    }

    private String bulk(int size) throws IOException {
        if (size < 0) {
            return "null";
        }
        byte[] bytes = answers.readNBytes(size + 2);
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    private String array(String command, int size) throws IOException {
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            elements.add(answer(command));
        }
        return String.join("\n", elements);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = answers.read(); octet != '\n'; octet = answers.read()) {
            if (octet < 0) {
                throw new EOFException("Redis hung up");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
