package dev.jeton.relay.it;

import dev.jeton.dev.stack.FreePorts;
import dev.jeton.dev.stack.TalkativeLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the tests share, started once for this JVM. */
final class Relays {
    static final byte[] SEALED_ANSWER = "a sealed answer".getBytes(StandardCharsets.US_ASCII);
    static final int CONNECTIONS = 4;
    static final int BURST = 3;
    static final int CONCURRENT = 2;
    static final int ARRIVING = 2;
    static final int MOST_REQUEST_BYTES = 68 * 1024;
    /** A discovery provider's largest answer, sixteen mappings of 8 kB, padded and sealed: its tests measure it. */
    static final int MOST_ANSWER_BYTES = 256 * 1024 + 32;

    private static final String SEALED = "Content-Type: message/ohttp-res\r\n";
    private static final String KEY_PROBLEM =
            "{\"type\":\"https://iana.org/assignments/http-problem-types#ohttp-key\",\"title\":\"marked for you\"}";

    static final RawUpstream UPSTREAM = new RawUpstream(RelayProcess.AUTHORITY.issue("gateway"), "TLSv1.3")
            .on("/gateway", RawUpstream.answering(200, SEALED + "Set-Cookie: a=b\r\nServer: x\r\n", SEALED_ANSWER))
            .on("/key", RawUpstream.answering(400, problemJson(), KEY_PROBLEM.getBytes(StandardCharsets.US_ASCII)))
            .on(
                    "/other-problem",
                    RawUpstream.answering(400, problemJson(), "{\"type\":\"x\"}".getBytes(StandardCharsets.US_ASCII)))
            .on("/no-json", RawUpstream.answering(400, problemJson(), "{".getBytes(StandardCharsets.US_ASCII)))
            .on("/busy", RawUpstream.answering(503, "Retry-After: 7\r\n", new byte[0]))
            .on("/moved", RawUpstream.answering(307, "Location: /gateway\r\n", new byte[0]))
            .on("/empty", RawUpstream.answering(200, SEALED, new byte[0]))
            .on("/other-type", RawUpstream.answering(200, "Content-Type: text/html\r\n", SEALED_ANSWER))
            .on("/largest", RawUpstream.answering(200, SEALED, new byte[MOST_ANSWER_BYTES]))
            .on("/large", RawUpstream.answering(200, SEALED, new byte[300 * 1024]))
            .on("/hangs-up", (request, out) -> {
                throw new IOException("hangs up");
            })
            .on("/half", (request, out) -> {
                out.write(("HTTP/1.1 200 OK\r\n" + SEALED + "Content-Length: 100\r\n\r\nhalf")
                        .getBytes(StandardCharsets.US_ASCII));
                out.flush();
                throw new IOException("hangs up");
            })
            .on("/no-http", (request, out) -> {
                out.write("no such thing\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            })
            .on("/silent", (request, out) -> Thread.sleep(20_000))
            .on("/drips", (request, out) -> {
                out.write(("HTTP/1.1 200 OK\r\n" + SEALED + "Content-Length: 1000\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                for (int i = 0; i < 100; i++) {
                    out.write('.');
                    out.flush();
                    Thread.sleep(200);
                }
            });

    /** Another's certificate, and one that speaks TLS 1.2 only. */
    private static final RawUpstream OLD_TLS = new RawUpstream(RelayProcess.AUTHORITY.issue("old"), "TLSv1.2");

    private static final RawUpstream OTHER_NAME =
            new RawUpstream(RelayProcess.AUTHORITY.issue("other", "other.localhost"), "TLSv1.3");

    /** A relay with patience and room, that writes a log of all it could tell. */
    static final RelayProcess OPEN = new RelayProcess("relay", settings(openSettings()));

    private Relays() {}

    /** One with little of both. An address has {@value #BURST} requests, and then one a second. */
    static final class Strict {
        static final RelayProcess RELAY = new RelayProcess(
                "strict",
                settings(Map.of(
                        "jeton.relay.upstream.timeout", "2s",
                        "jeton.relay.upstream.connect-timeout", "1s",
                        "jeton.relay.body-timeout", "2s",
                        "jeton.relay.max-concurrent", Integer.toString(CONCURRENT),
                        "jeton.relay.clients.max-arriving", Integer.toString(ARRIVING),
                        "jeton.relay.clients.requests-per-second", "1",
                        "jeton.relay.clients.burst", Integer.toString(BURST))));

        private Strict() {}
    }

    private static Map<String, String> openSettings() {
        Map<String, String> settings = TalkativeLog.ofEverything();
        settings.put("jeton.relay.upstream.timeout", "50s");
        settings.put("jeton.relay.upstream.connect-timeout", "20s");
        settings.put("jeton.relay.upstream.connections", Integer.toString(CONNECTIONS));
        settings.put("jeton.relay.upstream.max-waiting", "2000");
        settings.put("jeton.relay.max-concurrent", "2000");
        settings.put("jeton.relay.max-arriving", "2000");
        settings.put("jeton.relay.clients.max-arriving", "2000");
        settings.put("jeton.relay.clients.requests-per-second", "100000");
        settings.put("jeton.relay.clients.burst", "100000");
        return settings;
    }

    private static String problemJson() {
        return "Content-Type: application/problem+json\r\n";
    }

    private static Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>(more);
        for (String name : new String[] {
            "key",
            "other-problem",
            "no-json",
            "busy",
            "moved",
            "empty",
            "other-type",
            "largest",
            "large",
            "hangs-up",
            "half",
            "no-http",
            "silent",
            "drips"
        }) {
            settings.put("jeton.relay.gateways." + name + ".url", UPSTREAM.url("/" + name));
        }
        settings.put("jeton.relay.gateways.dp.url", UPSTREAM.url("/gateway"));
        settings.put("jeton.relay.gateways.nobody.url", "https://localhost:" + FreePorts.next() + "/gateway");
        settings.put("jeton.relay.gateways.old-tls.url", OLD_TLS.url("/gateway"));
        settings.put("jeton.relay.gateways.other-name.url", OTHER_NAME.url("/gateway"));
        settings.put("jeton.relay.events.every", "1s");
        Mirrored.settings(settings);
        return settings;
    }
}
