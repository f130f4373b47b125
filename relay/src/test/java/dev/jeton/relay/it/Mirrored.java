package dev.jeton.relay.it;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Documents that the shared relays mirror, good ones and others. */
final class Mirrored {
    static final byte[] DOCUMENT = "{\"a\":\"document\"}".getBytes(StandardCharsets.US_ASCII);
    static final int MOST_BYTES = 32 * 1024;

    private static final String JSON = "Content-Type: application/json\r\n";

    private Mirrored() {}

    /** Adds the targets to {@code settings}, and what they answer to the upstream. */
    static void settings(Map<String, String> settings) {
        settings.put("jeton.relay.mirror.max-size", "32K");
        add(
                settings,
                "document",
                "Content-Type: Application/JSON;charset=UTF-8\r\nCache-Control: public, max-age=600\r\nSet-Cookie: who=7\r\nETag: \"7\"\r\nAge: 5\r\n");
        add(settings, "shared", JSON + "Cache-Control: public, max-age=600\r\n");
        add(settings, "brief", JSON + "Cache-Control: max-age=2\r\n");
        settings.put("jeton.relay.mirror.targets.brief.min-validity", "1s");
        add(settings, "too-brief", JSON + "Cache-Control: max-age=59\r\n");
        add(settings, "private", JSON + "Cache-Control: private, max-age=600\r\n");
        add(settings, "no-store", JSON + "Cache-Control: max-age=600\r\nCache-Control: no-store\r\n");
        add(settings, "no-lifetime", JSON);
        add(settings, "stale", JSON + "Cache-Control: max-age=600\r\nAge: 600\r\n");
        add(settings, "html", "Content-Type: text/html\r\nCache-Control: max-age=600\r\n");
        add(settings, "encoded", JSON + "Content-Encoding: gzip\r\nCache-Control: max-age=600\r\n");
        add(settings, "gone", JSON + "Cache-Control: max-age=600\r\n");
        Relays.UPSTREAM.on("/m/gone", RawUpstream.answering(404, JSON + "Cache-Control: max-age=600\r\n", DOCUMENT));
        add(settings, "moved", "");
        Relays.UPSTREAM.on("/m/moved", RawUpstream.answering(302, "Location: /m/document\r\n", new byte[0]));
        add(settings, "largest", "");
        Relays.UPSTREAM.on(
                "/m/largest",
                RawUpstream.answering(200, JSON + "Cache-Control: max-age=600\r\n", new byte[MOST_BYTES]));
        add(settings, "too-large", "");
        Relays.UPSTREAM.on(
                "/m/too-large",
                RawUpstream.answering(200, JSON + "Cache-Control: max-age=600\r\n", new byte[MOST_BYTES + 1]));
    }

    static String url(String name) {
        return Relays.UPSTREAM.url("/m/" + name);
    }

    private static void add(Map<String, String> settings, String name, String fields) {
        String prefix = "jeton.relay.mirror.targets." + name;
        settings.put(prefix + ".url", url(name));
        settings.put(prefix + ".media-type", "application/json");
        Relays.UPSTREAM.on("/m/" + name, RawUpstream.answering(200, fields, DOCUMENT));
    }
}
