package dev.jeton.bench.issuer;

import dev.jeton.bench.NotMeasured;
import dev.jeton.dev.stack.DevAuthority;
import dev.jeton.dev.stack.DevRedis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Redis itself says about how often it was asked. */
final class RedisCommandCount {
    private static final int TIMEOUT_MILLIS = 5_000;

    private RedisCommandCount() {}

    /** Calls of {@code command} since Redis started. */
    static long of(DevRedis redis, DevAuthority authority, String command) {
        String requests = "AUTH " + redis.password() + "\r\nINFO commandstats\r\nQUIT\r\n";
        try (Socket socket = authority
                        .clientContext()
                        .getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), redis.port());
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            Pattern counted = Pattern.compile("cmdstat_" + command + ":calls=(\\d+),.*");
            return answers.lines()
                    .map(counted::matcher)
                    .filter(Matcher::matches)
                    .mapToLong(line -> Long.parseLong(line.group(1)))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new NotMeasured("Redis does not tell its statistics", e);
        }
    }
}
