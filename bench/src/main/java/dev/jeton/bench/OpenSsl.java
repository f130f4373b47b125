package dev.jeton.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code openssl speed} on one core: what everybody knows their machine by. */
public record OpenSsl(double rsaSigns, double rsaVerifies, double ecdhs) {
    private static final int SECONDS = 2;

    /** Operations per second of RSA-2048 and of ECDH over P-384; takes about six seconds. */
    public static OpenSsl measure() {
        List<String> rsa = lastLine("rsa2048");
        List<String> ecdh = lastLine("ecdhp384");
        return new OpenSsl(number(rsa, rsa.size() - 2), number(rsa, rsa.size() - 1), number(ecdh, ecdh.size() - 1));
    }

    /** Operations per second of X25519; takes about two seconds. */
    public static double x25519() {
        List<String> ecdh = lastLine("ecdhx25519");
        return number(ecdh, ecdh.size() - 1);
    }

    public static String version() {
        return run(List.of("openssl", "version")).strip();
    }

    private static List<String> lastLine(String algorithm) {
        String output = run(List.of("openssl", "speed", "-seconds", Integer.toString(SECONDS), algorithm));
        List<String> lines = output.strip().lines().toList();
        return List.of(lines.get(lines.size() - 1).strip().split("\\s+"));
    }

    private static double number(List<String> columns, int column) {
        try {
            return Double.parseDouble(columns.get(column));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new NotMeasured("openssl speed printed something else than figures: " + columns, e);
        }
    }

    private static String run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new NotMeasured(String.join(" ", command) + " failed");
            }
            return output;
        } catch (IOException e) {
            throw new NotMeasured("needs the openssl command for its reference figures", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotMeasured("interrupted", e);
        }
    }
}
