package dev.jeton.dev.demo.evidence;

import dev.jeton.client.http.HttpTransport;
import dev.jeton.client.http.NoAnswer;
import dev.jeton.client.http.Request;
import dev.jeton.client.http.Response;
import dev.jeton.crypto.wire.Bytes;
import dev.jeton.dev.stack.RawClient;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** Carries requests from an address of the loopback network that nobody else has. */
final class LoopbackTransport implements HttpTransport {
    private final RawClient client;

    LoopbackTransport(SSLContext trust, String address) {
        this.client = new RawClient(trust, address);
    }

    @Override
    public Response send(Request request) throws NoAnswer {
        StringBuilder head = new StringBuilder();
        head.append(request.method()).append(' ').append(request.uri().getRawPath());
        if (request.uri().getRawQuery() != null) {
            head.append('?').append(request.uri().getRawQuery());
        }
        head.append(" HTTP/1.1\r\nHost: ")
                .append(request.uri().getRawAuthority())
                .append("\r\n");
        request.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(request.body().size()).append("\r\n");
        try {
            RawClient.Answer answer = client.send(
                    request.uri().getPort(), head.toString(), request.body().toArray());
            return new Response(
                    answer.status(),
                    fields(answer.head()),
                    Bytes.of(answer.body().getBytes(StandardCharsets.ISO_8859_1)));
        } catch (UncheckedIOException e) {
            throw new NoAnswer(NoAnswer.Reason.BROKEN, "no whole answer", e);
        }
    }

    private static Map<String, List<String>> fields(String head) {
        Map<String, List<String>> fields = new HashMap<>();
        head.lines().skip(1).filter(line -> line.contains(":")).forEach(line -> {
            int colon = line.indexOf(':');
            fields.computeIfAbsent(line.substring(0, colon), unused -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        });
        return fields;
    }
}
